import "./with-canvas.ts";
import { readFragments } from "./fragment.ts";
import type { PdfPage } from "./open-document.ts";
import { renderPage } from "./render-page.ts";

/** Four times the pixels of an A4 page at most. */
const RESOLUTION = { dotsPerInch: 200, mostPixels: 16_000_000, mostOnASide: 12_000 };

export interface DrawnPage {
  readonly width: number;
  readonly height: number;
  /** Red, green, blue, opacity. */
  readonly data: Uint8ClampedArray;
  /** Pixels for each point. */
  readonly scale: number;
}

/** The page as it looks, but for its text: that is read already, and would be read twice. */
export async function drawPage(page: PdfPage): Promise<DrawnPage> {
  const { canvas, context, scale } = await renderPage(page, RESOLUTION);
  context.fillStyle = "#fff";
  for (const { fragments, locate } of await readFragments(page)) {
    const isUpright = locate(0, 1)[1] < locate(0, 0)[1];
    if (!isUpright) continue;
    for (const { x0, x1, y, size } of fragments) {
      context.fillRect(x0 * scale, (y - size) * scale, (x1 - x0) * scale, 1.3 * size * scale);
    }
  }
  const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
  return { width: canvas.width, height: canvas.height, data, scale };
}
