import { FootnoteError } from "@footnote/contracts";
import { canvasOf } from "../pdf/canvas-of.ts";
import { tooManyPixels } from "../problems.ts";
import { MOST_PIXELS, readPictures } from "./pictures.ts";
import type { Recogniser } from "./tesseract/engine.ts";

/** Across; a screen shows no more. */
const WIDTH = 1_200;

/**
 * A picture of a file, upright, on a canvas. The engine that recognises decodes it, so that whatever a file makes of a decoder stays
 * inside of that.
 * @param number 1-based
 * @param orientation as Exif numbers it; what the file says where it is left out
 * @throws FootnoteError file_corrupt, file_unsupported, file_too_large, not_found
 */
export async function drawPicture(
  recogniser: Recogniser,
  bytes: Uint8Array,
  number: number,
  orientation?: number,
): ReturnType<typeof canvasOf> {
  const picture = readPictures(bytes)[number - 1];
  if (picture === undefined) {
    throw new FootnoteError("not_found", `The file has no picture ${number}.`, {
      action: "Ask for one that it has.",
    });
  }
  if (picture.width * picture.height > MOST_PIXELS)
    throw tooManyPixels(picture.width, picture.height, MOST_PIXELS);
  const content = picture.content();
  return canvasOf(recogniser.turn({ content, orientation: orientation ?? picture.orientation }), WIDTH);
}
