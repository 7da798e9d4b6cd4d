import { fileURLToPath } from "node:url";
import { type Canvas, createCanvas, GlobalFonts } from "@napi-rs/canvas";
import { degrees, PDFDocument } from "pdf-lib";

const FONT = "Scan";
GlobalFonts.registerFromPath(
  fileURLToPath(
    new URL("standard_fonts/LiberationSans-Regular.ttf", import.meta.resolve("pdfjs-dist/package.json")),
  ),
  FONT,
);

export interface ScanLine {
  readonly text: string;
  /** In points, as on the page. */
  readonly size?: number;
  readonly x?: number;
  readonly y: number;
}

const DOTS_PER_POINT = 200 / 72;

/** A page of 595 by 842 points as a scanner sees it at 200 dots an inch: dots, no text. */
export function drawScan(lines: readonly ScanLine[], dotsPerPoint = DOTS_PER_POINT): Canvas {
  const canvas = createCanvas(Math.round(595 * dotsPerPoint), Math.round(842 * dotsPerPoint));
  const context = canvas.getContext("2d");
  context.fillStyle = "#fbfaf7";
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.fillStyle = "#222";
  for (const { text, size = 11, x = 72, y } of lines) {
    context.font = `${size * dotsPerPoint}px ${FONT}`;
    context.fillText(text, x * dotsPerPoint, y * dotsPerPoint);
  }
  return canvas;
}

/** Lines one below the other from the top margin on. */
export function scanLines(texts: readonly string[], y = 120): ScanLine[] {
  return texts.map((text, index) => ({ text, y: y + 16 * index }));
}

export interface PdfPagePlan {
  readonly scan?: Canvas;
  readonly text?: string;
  /** Degrees by which the picture was laid on the scanner. */
  readonly turned?: 0 | 90 | 180;
}

/** Each page a picture, a line of text, or both. */
export async function buildScannedPdf(pages: readonly PdfPagePlan[]): Promise<Uint8Array> {
  const document = await PDFDocument.create();
  for (const { scan, text, turned = 0 } of pages) {
    const page = document.addPage([595, 842]);
    if (scan !== undefined) {
      const picture = await document.embedJpg(scan.toBuffer("image/jpeg", 85));
      const place =
        turned === 0
          ? { x: 0, y: 0, width: 595, height: 842 }
          : turned === 180
            ? { x: 595, y: 842, width: 595, height: 842, rotate: degrees(180) }
            : { x: 595, y: 0, width: 842, height: 595, rotate: degrees(90) };
      page.drawImage(picture, place);
    }
    if (text !== undefined) page.drawText(text, { x: 72, y: 700, size: 11 });
  }
  return document.save();
}
