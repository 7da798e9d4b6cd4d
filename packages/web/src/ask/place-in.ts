import type { Citation } from "@footnote/contracts";

/** Where in its document it stands. @example "Holidays › Carry-over, page 3" */
export function placeIn(citation: Citation): string {
  const path = withoutTitle(citation).join(" › ");
  const page = citation.page === null ? "" : `page ${citation.page}`;
  return [path, page].filter(Boolean).join(", ") || citation.title;
}

/** The heading path begins with the document's title, which already stands above it. */
export function withoutTitle({
  headingPath,
  title,
}: Pick<Citation, "headingPath" | "title">): readonly string[] {
  return headingPath[0] === title ? headingPath.slice(1) : headingPath;
}
