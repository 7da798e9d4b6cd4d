import "./with-canvas.ts";
import { createCanvas } from "@napi-rs/canvas";
import { readFragments } from "./fragment.ts";
import type { PdfPage } from "./open-document.ts";

const DOTS_PER_INCH = 200;
const POINTS_PER_INCH = 72;
/** Of a poster fewer dots are drawn for each inch: four times an A4 page's. */
const MOST_PIXELS = 16_000_000;
const MOST_ON_A_SIDE = 12_000;

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
