import { type DrawnPage, drawPage } from "./draw-page.ts";
import { openDocument } from "./open-document.ts";

/** These pages of a PDF as pictures, one at a time. @throws FootnoteError file_encrypted, file_corrupt */
export async function* drawPages(
  bytes: Uint8Array,
  numbers: readonly number[],
): AsyncIterable<{ readonly number: number; readonly drawn: DrawnPage }> {
  await using opened = await openDocument(bytes, { isDrawn: true });
  for (const number of numbers) {
    const page = await opened.document.getPage(number);
    const drawn = await drawPage(page);
    page.cleanup();
    yield { number, drawn };
  }
}
