import { drawPages } from "../pdf/draw-pages.ts";
import { type GreyPicture, isBlank, toGrey, toPgm } from "./grey-picture.ts";
import { recogniseUpright } from "./orientation.ts";
import type { RecognisedPage } from "./recognised-page.ts";
import type { Recogniser } from "./tesseract/engine.ts";
import { toPoints } from "./to-points.ts";

/** Draws the pages and recognises what they show. */
export async function* recognisePdf(
  recogniser: Recogniser,
  bytes: Uint8Array,
  pages: readonly number[],
): AsyncIterable<RecognisedPage> {
  for await (const { number, drawn } of drawPages(bytes, pages)) {
    const picture = toGrey(drawn);
    if (isBlank(picture)) {
      const { width, height, scale } = drawn;
      yield { number, width: width / scale, height: height / scale, orientation: 1, lines: [] };
      continue;
    }
    yield toPoints(number, recogniseGrey(recogniser, picture, drawn.scale), drawn, drawn.scale);
  }
}

function recogniseGrey(recogniser: Recogniser, picture: GreyPicture, scale: number) {
  const content = toPgm(picture);
  return recogniseUpright(1, (orientation) =>
    recogniser.recognise({ content, orientation, dotsPerInch: Math.round(scale * 72) }),
  );
}
