import type { DraftDocument } from "../canonical/draft.ts";
import type { FileLimits } from "../limits.ts";
import { withBeside } from "../pdf/beside-flow.ts";
import { layOut } from "../pdf/lay-out.ts";
import { nothingRecognised, tooLarge, tooManyPixels } from "../problems.ts";
import { accept } from "./accepted.ts";
import { recognitionNotes } from "./notes.ts";
import { MOST_PIXELS, readPictures } from "./pictures.ts";
import type { RecognisedFile } from "./recognised-page.ts";

/** A picture says what recognition makes of it. @throws FootnoteError file_corrupt, file_too_large, file_without_text */
export function parsePicture(
  bytes: Uint8Array,
  limits: FileLimits,
  recognised?: RecognisedFile,
): DraftDocument {
  const pictures = readPictures(bytes);
  const count = pictures.length;
  if (count > limits.maxPages) {
    throw tooLarge(`It holds ${count} pictures; at most ${limits.maxPages} are read.`);
  }
  const huge = pictures.find(({ width, height }) => width * height > MOST_PIXELS);
  if (count === 1 && huge !== undefined) {
    throw tooManyPixels(huge.width, huge.height, MOST_PIXELS);
  }
  // Whether it is stored in a way that can be decoded: of many pictures some may be.
  if (count === 1) pictures[0]?.content();
  const unread = Array.from({ length: count }, (_, index) => index + 1);
  if (recognised === undefined) return { title: undefined, blocks: [], pages: count, unread };
  const accepted = accept(recognised);
  const texts = unread.flatMap((number) => accepted.pages.get(number) ?? []);
  if (texts.length === 0) throw nothingRecognised("picture", accepted);
  const { blocks, beside, notes } = layOut(
    texts.map((page) => page.text),
    count,
    new Map(),
  );
  return {
    title: undefined,
    blocks: withBeside(blocks, beside).map((block) => ({
      ...block,
      recognised: Math.round(accepted.pages.get(block.page ?? 1)?.confidence ?? 0),
    })),
    pages: count,
    notes: [...recognitionNotes(0, count, accepted), ...notes],
  };
}
