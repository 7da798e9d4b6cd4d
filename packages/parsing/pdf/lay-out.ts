import type { ReadingNote } from "@footnote/contracts";
import type { DraftBlock } from "../canonical/draft.ts";
import { LineJoiner } from "../canonical/line-joiner.ts";
import type { Beside } from "./beside-flow.ts";
import { BlockBuilder } from "./blocks.ts";
import { innerStarts, readingOrder } from "./columns.ts";
import { removeContentsLists } from "./contents-list.ts";
import type { PageText } from "./fragment.ts";
import { removeFurniture } from "./furniture.ts";
import { HeadingFinder, measureTypography } from "./headings.ts";
import { groupLines } from "./line.ts";
import type { OutlineEntry } from "./outline.ts";

export interface LaidOut {
  readonly blocks: DraftBlock[];
  /** One copy of each running header and footer, and what else stands beside the flow. */
  readonly beside: Beside[];
  readonly notes: ReadingNote[];
}

/** Pages of text as blocks: columns, headings, lists and tables, without what repeats. */
export function layOut(
  texts: readonly PageText[],
  pageCount: number,
  outline: ReadonlyMap<number, OutlineEntry[]>,
): LaidOut {
  const whole = texts.map((page) => ({ ...page, lines: groupLines(page.fragments) }));
  const asDrawn = measureTypography(whole.map((page) => page.lines));
  const { pages: flowing, kept, aside } = removeFurniture(whole, asDrawn);
  const { pages, lists } = removeContentsLists(flowing, pageCount);
  const drawn = pages.map(({ width, lines }) => {
    const fragments = lines.flatMap((line) => line.fragments);
    return { fragments, columns: readingOrder(fragments, width) };
  });
  const known = [
    ...new Set(drawn.flatMap(({ columns }, index) => innerStarts(columns, pages[index]?.width ?? 0))),
  ];
  const regions = pages.flatMap(({ number, width, lines }, index) => {
    const { fragments = [], columns: own = [] } = drawn[index] ?? {};
    const columns = own.length > 1 || known.length === 0 ? own : readingOrder(fragments, width, known);
    if (columns.length === 1) return [{ page: number, lines }];
    return columns.map((fragments) => ({ page: number, lines: groupLines(fragments) }));
  });
  // Only now that columns are apart do their lines stand one below the other.
  const body =
    regions.length === pages.length ? asDrawn : measureTypography(regions.map((region) => region.lines));
  const joiner = new LineJoiner(whole.flatMap((page) => page.lines.map((line) => line.text)));
  const headings = new HeadingFinder(
    body,
    outline,
    regions.map(({ page, lines }) => ({ number: page, lines })),
  );
  const builder = new BlockBuilder(body, headings, joiner);
  for (const region of regions) builder.add(region);
  const notes: ReadingNote[] = [];
  if (kept.length > 0) notes.push({ kind: "repeated_lines", count: kept.length });
  if (lists > 0) notes.push({ kind: "contents_lists", count: lists });
  return { blocks: builder.finish(), beside: [...kept, ...aside], notes };
}
