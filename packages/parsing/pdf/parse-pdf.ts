import type { ReadingNote } from "@footnote/contracts";
import type { DraftBlock, DraftDocument } from "../canonical/draft.ts";
import type { FileLimits } from "../limits.ts";
import { tooLarge, tooMuchText } from "../problems.ts";
import { commentsOf, notesOf, readAnnotations } from "./annotations.ts";
import { type Beside, withBeside } from "./beside-flow.ts";
import { BlockBuilder } from "./blocks.ts";
import { readingOrder } from "./columns.ts";
import { removeContentsLists } from "./contents-list.ts";
import { type PageText, readFragments } from "./fragment.ts";
import { removeFurniture } from "./furniture.ts";
import { HeadingFinder, measureTypography } from "./headings.ts";
import { LineJoiner } from "./join.ts";
import { groupLines } from "./line.ts";
import { type PdfDocument, withDocument } from "./open-document.ts";
import { type OutlineEntry, readOutline } from "./outline.ts";
import { placeAnnotations } from "./place-annotations.ts";

/** What programs write where an author gave no title. */
const NO_TITLE =
  /^(?:microsoft (?:word|powerpoint|excel)\b|untitled|unbenannt|document\d*$|slide \d)|\.[a-z]{2,4}$/i;

/** @throws FootnoteError file_encrypted, file_corrupt, file_too_large */
export function parsePdf(bytes: Uint8Array, limits: FileLimits): Promise<DraftDocument> {
  return withDocument(bytes, async (document) => {
    if (document.numPages > limits.maxPages) {
      throw tooLarge(`It has ${document.numPages} pages; at most ${limits.maxPages} are read.`);
    }
    const { pages, numbers } = await readPages(document, limits);
    const annotations = await readAnnotations(document);
    for (const page of uprightOf(pages)) {
      const there = annotations.pages.get(page.number);
      if (there !== undefined) placeAnnotations(page, there);
    }
    const laidOut = layOut(pages, document.numPages, await readOutline(document, numbers));
    const blocks = withBeside(laidOut.blocks, [...commentsOf(annotations), ...laidOut.kept]);
    const notes = [...laidOut.notes, ...notesOf(annotations)];
    return { title: await readTitle(document), blocks, pages: document.numPages, notes };
  });
}

async function readPages(document: PdfDocument, limits: FileLimits) {
  const pages: PageText[] = [];
  /** Page numbers by the object numbers that destinations name. */
  const numbers = new Map<number, number>();
  let characters = 0;
  for (let number = 1; number <= document.numPages; number++) {
    const page = await document.getPage(number);
    const views = await readFragments(page);
    page.cleanup();
    if (page.ref !== null) numbers.set(page.ref.num, number);
    for (const { fragments } of views) characters += fragments.reduce((sum, it) => sum + it.text.length, 0);
    // Before the layout, which takes memory for all of it; what that leaves out may yet bring it below the limit.
    if (characters > 2 * limits.maxCharacters) throw tooMuchText(limits);
    pages.push(...views);
  }
  return { pages, numbers };
}

/** Of each page the view that comes first. */
function uprightOf(pages: readonly PageText[]): PageText[] {
  return pages.filter((page, index) => pages[index - 1]?.number !== page.number);
}

function layOut(
  texts: readonly PageText[],
  pageCount: number,
  outline: ReadonlyMap<number, OutlineEntry[]>,
): { blocks: DraftBlock[]; kept: Beside[]; notes: ReadingNote[] } {
  const whole = texts.map((page) => ({ ...page, lines: groupLines(page.fragments) }));
  const asDrawn = measureTypography(whole.map((page) => page.lines));
  const { pages: flowing, kept } = removeFurniture(whole, asDrawn);
  const { pages, lists } = removeContentsLists(flowing, pageCount);
  const regions = pages.flatMap(({ number, width, lines }) => {
    const columns = readingOrder(
      lines.flatMap((line) => line.fragments),
      width,
    );
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
  return { blocks: builder.finish(), kept, notes };
}

async function readTitle(document: PdfDocument): Promise<string | undefined> {
  const { info } = await document.getMetadata();
  const title: unknown = "Title" in info ? info.Title : undefined;
  return typeof title === "string" && !NO_TITLE.test(title.trim()) ? title : undefined;
}
