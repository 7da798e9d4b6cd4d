import type { Fragment } from "../pdf/fragment.ts";
import { accept } from "./accepted.ts";
import { recogniseFile } from "./recognise-file.ts";
import type { Recogniser } from "./tesseract/engine.ts";

/** A page of lines in points, and how it has to be turned for them to stand upright, as Exif numbers it. */
export interface RecognisedLines {
  readonly fragments: readonly Fragment[];
  readonly width: number;
  readonly orientation: number;
}

/** What recognition makes of one page, as it did when the file was read. Undefined where that is nothing. */
export async function recognisedFragments(
  recogniser: Recogniser,
  bytes: Uint8Array,
  number: number,
): Promise<RecognisedLines | undefined> {
  for await (const page of recogniseFile(recogniser, bytes, [number])) {
    const accepted = accept({ pages: [page], failed: [] }).pages.get(number);
    if (accepted !== undefined)
      return { fragments: accepted.text.fragments, width: page.width, orientation: page.orientation };
  }
  return undefined;
}
