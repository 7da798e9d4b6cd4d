import type { DraftDocument } from "../canonical/draft.ts";
import type { ParseLimits } from "../limits.ts";
import { corrupt } from "../problems.ts";
import { jsonBlocks } from "./blocks.ts";
import { type JsonValue, readJson } from "./values.ts";

/** One value, or JSON Lines: a value on each line. @throws FootnoteError file_corrupt, file_too_large */
export function parseJson(fileName: string, source: string, limits: ParseLimits): DraftDocument {
  const text = source.replace(/^\ufeff/, "");
  return { title: fileName, blocks: jsonBlocks(readValue(text, limits), 1) };
}

function readValue(text: string, limits: ParseLimits): JsonValue {
  try {
    return readJson(text, limits.maxNesting);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const lines = readLines(text, limits);
    if (Array.isArray(lines)) return lines;
    const detail =
      lines.read === 0
        ? `it is not valid JSON${placeIn(error.message)}.`
        : `its line ${lines.read + 1} is not valid JSON.`;
    throw corrupt("JSON file", detail, error);
  }
}

/** Of what the engine says only where: the rest quotes the file. */
function placeIn(message: string): string {
  const place = /position \d+(?: \(line \d+ column \d+\))?/.exec(message)?.[0];
  return place === undefined ? "" : `: see ${place}`;
}

/** The values, or how many lines could be read before one could not. */
function readLines(text: string, limits: ParseLimits): JsonValue[] | { read: number } {
  const values: JsonValue[] = [];
  for (const [index, line] of text.split("\n").entries()) {
    if (line.trim() === "") continue;
    try {
      values.push(readJson(line, limits.maxNesting));
    } catch (error) {
      if (error instanceof SyntaxError) return { read: values.length === 0 ? 0 : index };
      throw error;
    }
  }
  return values;
}
