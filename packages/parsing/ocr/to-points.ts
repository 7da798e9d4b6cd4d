import type { RecognisedPage } from "./recognised-page.ts";
import type { PixelWord } from "./tesseract/engine.ts";

/** @param picture in pixels, before it was turned; @param scale pixels for each point */
export function toPoints(
  number: number,
  { lines, orientation }: { readonly lines: readonly PixelWord[][]; readonly orientation: number },
  picture: { readonly width: number; readonly height: number },
  scale: number,
): RecognisedPage {
  // From 5 on Exif's numbers stand for quarter turns.
  const isTurned = orientation >= 5;
  return {
    number,
    width: (isTurned ? picture.height : picture.width) / scale,
    height: (isTurned ? picture.width : picture.height) / scale,
    orientation,
    lines: lines.map((line) =>
      line.map(({ text, left, top, width, height, confidence }) => ({
        text,
        x0: left / scale,
        x1: (left + width) / scale,
        top: top / scale,
        bottom: (top + height) / scale,
        confidence,
      })),
    ),
  };
}
