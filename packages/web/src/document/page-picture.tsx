import { pagePath } from "@footnote/client";
import type { Span } from "@footnote/contracts";
import { useState } from "preact/hooks";

interface PagePictureProps {
  readonly document: string;
  readonly version: string;
  readonly format: string;
  /** 1-based; null where the passage stands on none. */
  readonly page: number | null;
  readonly span: Span | undefined;
}

/** The original's page with the passage marked on it, drawn where somebody wants to see it. Nothing for what has no pages. */
export function PagePicture({ format, page, ...passage }: PagePictureProps) {
  const [isOpen, setOpen] = useState(false);
  if (!isDrawn(format) || page === null) return null;
  return (
    <details class="page-picture" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{lookOf(format, page)}</summary>
      {isOpen && <Picture page={page} {...passage} />}
    </details>
  );
}

/** What a page of this format is called where it can be looked at. */
export function lookOf(format: string, page: number): string {
  return format === "picture" && page === 1 ? "The picture itself" : `Page ${page} as it looks`;
}

/** Whether pages of this format can be shown as they look. */
export function isDrawn(format: string): boolean {
  return format === "pdf" || format === "picture";
}

type PictureProps = Omit<PagePictureProps, "format" | "page"> & { readonly page: number };

/** The page itself; its own words where it cannot be drawn. */

export function Picture({ document, version, page, span }: PictureProps) {
  const [state, setState] = useState<"drawing" | "shown" | "failed">("drawing");
  if (state === "failed") {
    return (
      <p class="quiet" role="status">
        The page cannot be shown: the file has changed since, or cannot be reached or drawn from here.
      </p>
    );
  }
  return (
    <>
      <p class={state === "drawing" ? "quiet" : "visually-hidden"} role="status">
        {state === "drawing" && "Drawing the page…"}
      </p>
      <img
        src={pagePath(document, page, { version, span })}
        alt={`Page ${page} of the original${span ? ", with the passage marked where it was found" : ""}`}
        onLoad={() => setState("shown")}
        onError={() => setState("failed")}
      />
    </>
  );
}
