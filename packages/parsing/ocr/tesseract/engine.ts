import { gunzipSync } from "node:zlib";
import openCore from "tesseract.js-core/tesseract-core-simd-lstm.js";
import { corrupt } from "../../problems.ts";

/** What a language is recognised by: its code and its `.traineddata`, as it is or compressed with gzip. */
export interface LanguageData {
  readonly code: string;
  readonly data: Uint8Array;
}

/** A word in pixels. */
export interface PixelWord {
  readonly text: string;
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  readonly confidence: number;
}

/** A picture in a file format that Leptonica reads: PNM, PNG, JPEG, WebP, TIFF, BMP. */
export interface Picture {
  readonly content: Uint8Array;
  /** 1 to 8, as Exif numbers how a picture is turned (its tag 274). */
  readonly orientation: number;
  readonly dotsPerInch: number | undefined;
}

export interface Recogniser {
  /** Lines of words. @throws FootnoteError file_corrupt where the picture cannot be decoded */
  recognise(picture: Picture): PixelWord[][];
  /** The picture itself, upright, as PNG. @throws FootnoteError file_corrupt where it cannot be decoded */
  turn(picture: Omit<Picture, "dotsPerInch">): Uint8Array;
}

/** The neural engine alone: the data holds nothing for the older one. */
const LSTM_ONLY = 1;
/** Languages are inflated to at most so much each: the largest that there are have 30 MB. */
const MOST_BYTES = 128 * 1024 ** 2;

/**
 * Tesseract, compiled to WebAssembly: whatever a picture makes of its decoders stays inside that memory. `tesseract.js`
 * around it would start threads and fetch its data from the network; neither is wanted here.
 */
export async function openRecogniser(languages: readonly LanguageData[]): Promise<Recogniser> {
  const core = await openCore({ print() {}, printErr() {} });
  for (const { code, data } of languages) {
    const isCompressed = data[0] === 0x1f && data[1] === 0x8b;
    const content = isCompressed ? gunzipSync(data, { maxOutputLength: MOST_BYTES }) : data;
    core.FS.writeFile(`${code}.traineddata`, content);
  }
  const api = new core.TessBaseAPI();
  const codes = languages.map(({ code }) => code).join("+");
  if (api.Init(null, codes, LSTM_ONLY) !== 0) throw new Error(`Tesseract could not load ${codes}.`);
  const load = ({ content, orientation }: Omit<Picture, "dotsPerInch">) => {
    core.FS.writeFile("/input", content);
    const problem = api.SetImageFile(orientation, 0);
    core.FS.unlink("/input");
    if (problem !== 0) throw corrupt("picture", "it is damaged or of a kind that cannot be decoded.");
  };
  return {
    turn(picture) {
      load(picture);
      api.WriteImage(0);
      api.Clear();
      return core.FS.readFile("/image.png");
    },
    recognise({ dotsPerInch, ...picture }) {
      load(picture);
      if (dotsPerInch !== undefined) api.SetSourceResolution(dotsPerInch);
      api.Recognize(null);
      const lines = linesOf(api.GetTSVText(0));
      api.Clear();
      return lines;
    },
  };
}

/** Rows of Tesseract's TSV: level, page, block, paragraph, line, word, left, top, width, height, confidence, text. */
function linesOf(tsv: string): PixelWord[][] {
  const lines: PixelWord[][] = [];
  let place = "";
  for (const row of tsv.split("\n")) {
    const [level, , block, paragraph, line, , left, top, width, height, confidence, text = ""] =
      row.split("\t");
    if (level !== "5" || text.trim() === "") continue;
    const here = `${block} ${paragraph} ${line}`;
    if (here !== place) lines.push([]);
    place = here;
    lines.at(-1)?.push({
      text: text.trim(),
      left: Number(left),
      top: Number(top),
      width: Number(width),
      height: Number(height),
      confidence: Number(confidence),
    });
  }
  return lines;
}
