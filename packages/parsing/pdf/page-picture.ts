import "./with-canvas.ts";
import { FootnoteError } from "@footnote/contracts";
import { createCanvas } from "@napi-rs/canvas";
import { findQuote } from "./find-quote.ts";
import { readFragments } from "./fragment.ts";
import { openDocument } from "./open-document.ts";

const DOTS_PER_INCH = 110;
const POINTS_PER_INCH = 72;
const MOST_PIXELS = 4_000_000;
const MOST_ON_A_SIDE = 4_000;
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
  const { width, height } = page.getViewport({ scale: 1 });
  const scale = Math.min(
    DOTS_PER_INCH / POINTS_PER_INCH,
    Math.sqrt(MOST_PIXELS / (width * height)),
    MOST_ON_A_SIDE / Math.max(width, height),
  );
  const viewport = page.getViewport({ scale });
  const canvas = createCanvas(
    Math.max(1, Math.ceil(viewport.width)),
    Math.max(1, Math.ceil(viewport.height)),
  );
  const context = canvas.getContext("2d");
  // pdf.js asks for a browser's canvas; this one does the same.
  await page.render({ canvas: canvas as never, canvasContext: context as never, viewport }).promise;
  context.globalCompositeOperation = "multiply";
  context.fillStyle = MARK;
  // What runs sideways is read in a view of its own, and not marked.
  const [upright] = await readFragments(page);
  for (const box of findQuote(upright?.fragments ?? [], quote))
    context.fillRect(box.x * scale, box.y * scale, box.width * scale, box.height * scale);
  return canvas.encode("png");
}
