import type { DraftBlock, DraftDocument } from "../canonical/draft.ts";
import type { FileLimits } from "../limits.ts";
import { type Accepted, accept } from "../ocr/accepted.ts";
import { recognitionNotes } from "../ocr/notes.ts";
import type { RecognisedFile } from "../ocr/recognised-page.ts";
import { nothingRecognised, tooLarge, tooMuchText } from "../problems.ts";
import { commentsOf, notesOf, readAnnotations } from "./annotations.ts";
import { withBeside } from "./beside-flow.ts";
import { type PageText, readFragments } from "./fragment.ts";
import { layOut } from "./lay-out.ts";
import { type PdfDocument, withDocument } from "./open-document.ts";
import { readOutline } from "./outline.ts";
import { placeAnnotations } from "./place-annotations.ts";
import { findUnreadPages } from "./unread-pages.ts";

/** What programs write where an author gave no title. */
const NO_TITLE =
  /^(?:microsoft (?:word|powerpoint|excel)\b|powerpoint presentation$|\(?(?:anonymous|unspecified)\)?$|no title$|untitled|unbenannt|document\d*$|slide \d)|\.[a-z]{2,4}$/i;

/**
 * @param recognised what recognition made of the pages that were unread the first time
 * @throws FootnoteError file_encrypted, file_corrupt, file_too_large, file_without_text
 */
export function parsePdf(
  bytes: Uint8Array,
  limits: FileLimits,
  recognised?: RecognisedFile,
): Promise<DraftDocument> {
  return withDocument(bytes, async (document) => {
    const pageCount = document.numPages;
    if (pageCount > limits.maxPages) {
      throw tooLarge(`It has ${pageCount} pages; at most ${limits.maxPages} are read.`);
    }
    const { pages, numbers, characters } = await readPages(document, limits);
    const annotations = await readAnnotations(document);
    for (const page of uprightOf(pages)) {
      const there = annotations.pages.get(page.number);
      if (there !== undefined) placeAnnotations(page, there);
    }
    const unread = await findUnreadPages(document, characters);
    const accepted = recognised === undefined ? undefined : accept(recognised);
    const laidOut = layOut(withRecognised(pages, accepted), pageCount, await readOutline(document, numbers));
    const blocks = withBeside(laidOut.blocks, [...commentsOf(annotations), ...laidOut.beside]);
    if (blocks.length === 0 && accepted !== undefined) throw nothingRecognised("PDF", accepted);
    return {
      title: await readTitle(document),
      blocks: blocks.map((block) => withConfidence(block, accepted)),
      pages: pageCount,
      notes: [
        ...recognitionNotes(unread.length, pageCount, accepted),
        ...laidOut.notes,
        ...notesOf(annotations),
      ],
      unread,
    };
  });
}

async function readPages(document: PdfDocument, limits: FileLimits) {
  const pages: PageText[] = [];
  /** Page numbers by the object numbers that destinations name. */
  const numbers = new Map<number, number>();
  const characters: number[] = [];
  let total = 0;
  for (let number = 1; number <= document.numPages; number++) {
    const page = await document.getPage(number);
    const views = await readFragments(page);
    page.cleanup();
    if (page.ref !== null) numbers.set(page.ref.num, number);
    const length = views.reduce((sum, view) => sum + lengthOf(view), 0);
    characters.push(length);
    total += length;
    // Before the layout, which takes memory for all of it; what that leaves out may yet bring it below the limit.
    if (total > 2 * limits.maxCharacters) throw tooMuchText(limits);
    pages.push(...views);
  }
  return { pages, numbers, characters };
}

function lengthOf({ fragments }: PageText): number {
  return fragments.reduce((sum, it) => sum + it.text.length, 0);
}

/** Of each page the view that comes first. */
function uprightOf(pages: readonly PageText[]): PageText[] {
  return pages.filter((page, index) => pages[index - 1]?.number !== page.number);
}

/** What a page's picture says comes after what the page itself says: a stamp, a number. */
function withRecognised(pages: readonly PageText[], accepted: Accepted | undefined): PageText[] {
  if (accepted === undefined || accepted.pages.size === 0) return [...pages];
  return pages.flatMap((page, index) => {
    const isLastView = pages[index + 1]?.number !== page.number;
    const recognised = isLastView ? accepted.pages.get(page.number) : undefined;
    return recognised === undefined ? [page] : [page, recognised.text];
  });
}

function withConfidence(block: DraftBlock, accepted: Accepted | undefined): DraftBlock {
  const page = block.page === undefined ? undefined : accepted?.pages.get(block.page);
  return page === undefined ? block : { ...block, recognised: Math.round(page.confidence) };
}

async function readTitle(document: PdfDocument): Promise<string | undefined> {
  const { info } = await document.getMetadata();
  const title: unknown = "Title" in info ? info.Title : undefined;
  return typeof title === "string" && !NO_TITLE.test(title.trim()) ? title : undefined;
}
