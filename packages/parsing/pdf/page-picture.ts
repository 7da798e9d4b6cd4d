import "./with-canvas.ts";
import { FootnoteError } from "@footnote/contracts";
import { findQuote } from "./find-quote.ts";
import { readFragments } from "./fragment.ts";
import { openDocument } from "./open-document.ts";
import { renderPage } from "./render-page.ts";

const RESOLUTION = { dotsPerInch: 110, mostPixels: 4_000_000, mostOnASide: 4_000 };
const MARK = "#ffe97a";

/**
 * A page of a PDF as it looks, as PNG, with the quote marked where it is found on it.
 * @param number 1-based
 * @throws FootnoteError file_encrypted, file_corrupt, not_found
 */
export async function pagePicture(bytes: Uint8Array, number: number, quote: string): Promise<Uint8Array> {
  await using opened = await openDocument(bytes, { isDrawn: true });
  if (number > opened.document.numPages) {
    throw new FootnoteError("not_found", `The file has no page ${number}.`, {
      action: `Ask for one of its ${opened.document.numPages} pages.`,
    });
  }
  const page = await opened.document.getPage(number);
  const { canvas, context, scale } = await renderPage(page, RESOLUTION);
  context.globalCompositeOperation = "multiply";
  context.fillStyle = MARK;
  // What runs sideways is read in a view of its own, and not marked.
  const [upright] = await readFragments(page);
  for (const box of findQuote(upright?.fragments ?? [], quote))
    context.fillRect(box.x * scale, box.y * scale, box.width * scale, box.height * scale);
  return canvas.encode("png");
}
