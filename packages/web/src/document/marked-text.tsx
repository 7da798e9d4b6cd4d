import type { DocumentText, InlineMark, Span } from "@footnote/contracts";
import { cutAt, touches } from "../look/cut.ts";
import { DocumentLink } from "../look/document-link.tsx";
import { bareLinks, wordsOfLink } from "../look/links.ts";
import { Look } from "../look/look.tsx";

interface MarkedTextProps {
  readonly window: DocumentText;
  readonly span: Span;
  /** The passage that is marked. */
  readonly mark: Span | undefined;
  /** How the text looks in its file; undefined where it is shown as it stands. */
  readonly looks: readonly InlineMark[] | undefined;
}

/** A stretch of a document with its links, bold words and code. */
export function MarkedText({ window, span, mark, looks }: MarkedTextProps) {
  const textOf = ({ start, end }: Span) => window.text.slice(start - window.offset, end - window.offset);
  const own = looks?.filter((look) => touches(span, look)) ?? [];
  const all = looks === undefined ? [] : [...own, ...bareLinks(textOf(span), span.start, own)];
  const links = all.filter((look) => look.kind === "link");
  const runs = (range: Span) =>
    cutAt(range, mark === undefined ? own : [...own, mark]).map((piece) => (
      <Look
        key={piece.start}
        text={textOf(piece)}
        marked={touches(piece, mark)}
        bold={own.some((look) => look.kind === "bold" && touches(piece, look))}
        code={own.some((look) => look.kind === "code" && touches(piece, look))}
      />
    ));
  return (
    <>
      {cutAt(span, links).map((piece) => {
        const link = links.find((it) => touches(piece, it));
        if (link === undefined) return runs(piece);
        const words = { ...piece, end: piece.start + wordsOfLink(textOf(piece), link.href) };
        return (
          <DocumentLink key={piece.start} href={link.href}>
            {runs(words)}
          </DocumentLink>
        );
      })}
    </>
  );
}
