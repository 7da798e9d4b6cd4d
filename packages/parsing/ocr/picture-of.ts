import "../pdf/with-canvas.ts";
import { contentKind } from "../content-kind.ts";
import { findQuote } from "../pdf/find-quote.ts";
import { drawMarked, pagePicture } from "../pdf/page-picture.ts";
import type { PageRequest } from "../sandbox/messages.ts";
import { drawPicture } from "./draw-picture.ts";
import { recognisedFragments } from "./recognised-fragments.ts";
import { openRecogniser } from "./tesseract/engine.ts";

/**
 * A page of a PDF, or a picture, as it looks, as PNG, with the quote marked where it is found on it.
 * @throws FootnoteError one of the `file_…` codes, not_found
 */
export async function pictureOf({ bytes, page, quote, languages }: PageRequest): Promise<Uint8Array> {
  if (languages.length === 0) return pagePicture(bytes, page, quote);
  const recogniser = await openRecogniser(languages);
  // What reads a PDF takes its bytes away.
  const lines = quote === "" ? undefined : await recognisedFragments(recogniser, bytes.slice(), page);
  if (contentKind(bytes) === "pdf") {
    // A page that lies on its side is shown as it lies, and what stands elsewhere then is not marked.
    return pagePicture(bytes, page, quote, lines?.orientation === 1 ? lines.fragments : undefined);
  }
  const { canvas, context } = await drawPicture(recogniser, bytes, page, lines?.orientation);
  if (lines !== undefined) drawMarked(context, findQuote(lines.fragments, quote), canvas.width / lines.width);
  return canvas.encode("png");
}
