import { tooManyPixels } from "../problems.ts";
import { recogniseUpright } from "./orientation.ts";
import { MOST_PIXELS, type PictureHeader, readPictures } from "./pictures.ts";
import type { RecognisedPage } from "./recognised-page.ts";
import type { Recogniser } from "./tesseract/engine.ts";
import { toPoints } from "./to-points.ts";

/** A picture is laid out as if it were printed across an A4 page: only how sizes compare matters. */
const A4_POINTS = 595;

/** @throws FootnoteError file_corrupt, file_unsupported, file_too_large */
export async function* recognisePicture(
  recogniser: Recogniser,
  bytes: Uint8Array,
  pages: readonly number[],
): AsyncIterable<RecognisedPage> {
  const pictures = readPictures(bytes);
  for (const number of pages) {
    const picture = pictures[number - 1];
    if (picture !== undefined) yield recogniseOne(recogniser, picture, number);
  }
}

function recogniseOne(recogniser: Recogniser, picture: PictureHeader, number: number): RecognisedPage {
  const { width, height, orientation } = picture;
  if (width * height > MOST_PIXELS) throw tooManyPixels(width, height, MOST_PIXELS);
  const content = picture.content();
  const recognised = recogniseUpright(orientation, (turned) =>
    recogniser.recognise({ content, orientation: turned, dotsPerInch: undefined }),
  );
  return toPoints(number, recognised, picture, Math.max(width, 1) / A4_POINTS);
}
