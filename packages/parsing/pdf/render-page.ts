import { type Canvas, createCanvas, type SKRSContext2D } from "@napi-rs/canvas";
import type { PdfPage } from "./open-document.ts";

const POINTS_PER_INCH = 72;

export interface PageResolution {
  readonly dotsPerInch: number;
  /** Of a poster fewer dots are drawn for each inch. */
  readonly mostPixels: number;
  readonly mostOnASide: number;
}

/** A page as it looks, on a canvas that its reader may draw on. `scale` is pixels for each point. */
export async function renderPage(
  page: PdfPage,
  { dotsPerInch, mostPixels, mostOnASide }: PageResolution,
): Promise<{ readonly canvas: Canvas; readonly context: SKRSContext2D; readonly scale: number }> {
  const { width, height } = page.getViewport({ scale: 1 });
  const scale = Math.min(
    dotsPerInch / POINTS_PER_INCH,
    Math.sqrt(mostPixels / (width * height)),
    mostOnASide / Math.max(width, height),
  );
  const viewport = page.getViewport({ scale });
  const canvas = createCanvas(
    Math.max(1, Math.ceil(viewport.width)),
    Math.max(1, Math.ceil(viewport.height)),
  );
  const context = canvas.getContext("2d");
  // pdf.js asks for a browser's canvas; this one does the same.
  await page.render({ canvas: canvas as never, canvasContext: context as never, viewport }).promise;
  return { canvas, context, scale };
}
