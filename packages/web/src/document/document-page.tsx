import type { DocumentText, Span } from "@footnote/contracts";
import { useLayoutEffect, useRef } from "preact/hooks";
import { documentPath, historyPath, type Place } from "../app/paths.ts";
import { useTitle } from "../app/title.ts";
import { TroubleNotice } from "../app/trouble-notice.tsx";
import { countOf } from "../format/quantity.ts";
import { Blocks } from "./blocks.tsx";
import { Breadcrumb } from "./breadcrumb.tsx";
import { Contents } from "./contents.tsx";
import { Facts } from "./facts.tsx";
import { PagePicture } from "./page-picture.tsx";
import { ReadingNotes } from "./reading-notes.tsx";
import { revealMark } from "./reveal.ts";
import { useText } from "./use-text.ts";
import type { Side } from "./window.ts";
import { spanBeyond } from "./window.ts";

/** A document's text, at the cited passage where the address names one. */
export function DocumentPage({ place }: { place: Place }) {
  const { text, trouble, loading, showMore } = useText(place);
  const content = useRef<HTMLDivElement>(null);
  useTitle(text?.title ?? "Document");
  useOpenAtMark(content, text !== null);
  useOpenAt(content, text, place);
  useStayInPlace(content, text?.offset);

  if (!text) {
    return (
      <article class="document">
        <h1 class="document-title">Document</h1>
        {trouble ? (
          <TroubleNotice trouble={trouble}>
            {trouble.code === "not_found" && place.version && (
              <p>
                <a href={documentPath({ document: place.document })}>Open the document as it is now</a>
              </p>
            )}
          </TroubleNotice>
        ) : (
          <p class="quiet" role="status">
            Opening the document…
          </p>
        )}
      </article>
    );
  }

  const more = (side: Side) =>
    spanBeyond(text, side) && (
      <button type="button" class="show-more" disabled={loading !== null} onClick={() => showMore(side)}>
        {loading === side ? "Loading…" : side === "before" ? "Show earlier text" : "Show more text"}
      </button>
    );

  return (
    <article class="document">
      <header class="document-header">
        <Breadcrumb bucket={text.bucket} fileKey={text.key} />
        <h1 class={beginsWithTitle(text) ? "visually-hidden" : "document-title"} dir="auto">
          {text.title}
        </h1>
        <Facts
          bucket={text.bucket}
          fileKey={text.key}
          writtenAt={text.writtenAt}
          headingPath={place.span ? text.headingPath : []}
          page={place.span ? pageAt(text, place.span) : null}
        >
          {text.pages !== null && <span>{countOf(text.pages, "page")} in all</span>}
          <span>
            <a href={historyPath(text.document)}>History</a>
          </span>
        </Facts>
        <ReadingNotes notes={text.notes} />
        {place.span && (
          <p>
            <button type="button" class="as-link" onClick={goToMark}>
              Go to the cited passage
            </button>
          </p>
        )}
        {!text.live && (
          <div class="notice" role="note">
            <p>
              This is an earlier version, kept as it was cited. The document has changed since.{" "}
              <a href={documentPath({ document: text.document })}>Open the document as it is now</a>
            </p>
          </div>
        )}
        <PagePicture
          document={text.document}
          version={text.version}
          format={text.format}
          page={place.span ? pageAt(text, place.span) : text.pages === null ? null : 1}
          span={place.span}
        />
        <Contents text={text} />
      </header>
      {more("before")}
      <div ref={content}>
        <Blocks window={text} mark={place.span} topLevel={2} />
      </div>
      {trouble && <TroubleNotice trouble={trouble} />}
      {more("after")}
    </article>
  );
}

/** Whether the text itself shows its title at the top, so that it need not stand there twice. */
function beginsWithTitle({ offset, blocks, text, title }: DocumentText): boolean {
  const first = blocks[0];
  return first?.kind === "heading" && text.slice(first.start - offset, first.end - offset) === title;
}

function pageAt(text: DocumentText, span: Span): number | null {
  const reached = text.blocks.filter((block) => block.page !== undefined && block.start <= span.start);
  return reached.at(-1)?.page ?? null;
}

function goToMark(): void {
  const mark = document.querySelector<HTMLElement>("mark");
  if (!mark) return;
  mark.tabIndex = -1;
  mark.focus({ preventScroll: true });
  mark.scrollIntoView({ block: "center" });
}

function useOpenAtMark(content: { current: HTMLElement | null }, ready: boolean): void {
  useLayoutEffect(() => {
    if (!ready || !content.current) return;
    revealMark(content.current);
    content.current.querySelector("mark")?.scrollIntoView({ block: "center" });
  }, [content, ready]);
}

/** The heading above the place, where the address names one and no passage. */
function useOpenAt(
  content: { current: HTMLElement | null },
  text: DocumentText | null,
  { span, at }: Place,
): void {
  const version = text?.version;
  useLayoutEffect(() => {
    if (!text || span || at === undefined) return;
    const before = text.blocks.findLastIndex(({ start }) => start <= at);
    const heading = text.blocks[before - 1]?.kind === "heading" ? before - 1 : before;
    content.current?.querySelectorAll(".block")[Math.max(0, heading)]?.scrollIntoView();
  }, [content, version, at]);
}

/** What is being read stays where it is when earlier text is put before it. */
function useStayInPlace(content: { current: HTMLElement | null }, offset: number | undefined): void {
  const height = useRef(0);
  const shown = useRef(offset);
  useLayoutEffect(() => {
    const now = content.current?.scrollHeight ?? 0;
    if (offset !== undefined && shown.current !== undefined && offset < shown.current) {
      window.scrollBy({ top: now - height.current });
    }
    height.current = now;
    shown.current = offset;
  });
}
