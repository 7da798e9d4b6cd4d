import "./with-canvas.ts";
import { FootnoteError } from "@footnote/contracts";
import type { SKRSContext2D } from "@napi-rs/canvas";
import { type Box, findQuote } from "./find-quote.ts";
import { type Fragment, readFragments } from "./fragment.ts";
import { openDocument } from "./open-document.ts";
import { renderPage } from "./render-page.ts";

const RESOLUTION = { dotsPerInch: 110, mostPixels: 4_000_000, mostOnASide: 4_000 };
const MARK = "#ffe97a";

/**
 * A page of a PDF as it looks, as PNG, with the quote marked where it is found on it.
 * @param number 1-based
 * @param recognised what recognition made of the page, where the quote is from that
 * @throws FootnoteError file_encrypted, file_corrupt, not_found
 */
export async function pagePicture(
  bytes: Uint8Array,
  number: number,
  quote: string,
  recognised?: readonly Fragment[],
): Promise<Uint8Array> {
  await using opened = await openDocument(bytes, { isDrawn: true });
  if (number > opened.document.numPages) {
    throw new FootnoteError("not_found", `The file has no page ${number}.`, {
      action: `Ask for one of its ${opened.document.numPages} pages.`,
    });
  }
  const page = await opened.document.getPage(number);
  const { canvas, context, scale } = await renderPage(page, RESOLUTION);
  // What runs sideways is read in a view of its own, and not marked.
  const [upright] = recognised === undefined ? await readFragments(page) : [{ fragments: recognised }];
  drawMarked(context, findQuote(upright?.fragments ?? [], quote), scale);
  return canvas.encode("png");
}

/** @param scale pixels for each point */
export function drawMarked(context: SKRSContext2D, boxes: readonly Box[], scale: number): void {
  context.globalCompositeOperation = "multiply";
  context.fillStyle = MARK;
  for (const box of boxes)
    context.fillRect(box.x * scale, box.y * scale, box.width * scale, box.height * scale);
}
