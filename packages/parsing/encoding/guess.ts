import { CANDIDATES, decodeStrictly, type Encoding, encodingNamed } from "./candidates.ts";
import { plausibility } from "./plausibility.ts";

/** Bytes of lines with characters beyond ASCII that are weighed; prose is decided after a few dozen. */
const SAMPLE = 16_384;
/** Below it, the text reads as characters at random would. */
const LEAST_PLAUSIBLE = 0.4;
/** What a declaration is worth beside what the text looks like: people copy declarations with their templates. */
const WORTH_OF_DECLARED = 0.4;

export interface Guess {
  readonly text: string;
  readonly label: string;
}

/** The encoding in which bytes that are not Unicode read best; undefined where none reads as text. */
export function guessEncoding(bytes: Uint8Array, declared?: string): Guess | undefined {
  const named = declared === undefined ? undefined : encodingNamed(declared);
  const sample = sampleOf(bytes);
  const ranked = [...new Set(named === undefined ? CANDIDATES : [named, ...CANDIDATES])]
    .map((encoding) => ({ encoding, worth: worthOf(encoding, sample, encoding === named) }))
    .filter(({ worth }) => worth >= LEAST_PLAUSIBLE)
    .toSorted((a, b) => b.worth - a.worth);
  for (const { encoding } of ranked) {
    try {
      return { text: decodeStrictly(encoding, bytes), label: encoding.label };
    } catch {
      // It fits the sample only.
    }
  }
  return undefined;
}

function worthOf(encoding: Encoding, sample: Uint8Array, isDeclared: boolean): number {
  try {
    const worth = plausibility(decodeStrictly(encoding, sample, false), encoding.label);
    return worth - encoding.rarity + (isDeclared && worth > 0 ? WORTH_OF_DECLARED : 0);
  } catch {
    return Number.NEGATIVE_INFINITY;
  }
}

/** The lines that decide: with bytes beyond ASCII. */
function sampleOf(bytes: Uint8Array): Uint8Array {
  const lines: Uint8Array[] = [];
  let length = 0;
  for (let start = 0; start < bytes.length && length < SAMPLE; ) {
    const end = bytes.indexOf(10, start);
    const line = bytes.subarray(start, end < 0 ? bytes.length : end + 1).subarray(0, SAMPLE - length);
    if (line.some((byte) => byte > 127)) {
      lines.push(line);
      length += line.length;
    }
    start = end < 0 ? bytes.length : end + 1;
  }
  return Buffer.concat(lines);
}
