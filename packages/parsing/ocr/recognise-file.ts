import { contentKind } from "../content-kind.ts";
import { recognisePdf } from "./recognise-pdf.ts";
import { recognisePicture } from "./recognise-picture.ts";
import type { RecognisedPage } from "./recognised-page.ts";
import type { Recogniser } from "./tesseract/engine.ts";

/** Page after page, as they are done. @throws FootnoteError one of the `file_…` codes */
export function recogniseFile(
  recogniser: Recogniser,
  bytes: Uint8Array,
  pages: readonly number[],
): AsyncIterable<RecognisedPage> {
  return contentKind(bytes) === "pdf"
    ? recognisePdf(recogniser, bytes, pages)
    : recognisePicture(recogniser, bytes, pages);
}
