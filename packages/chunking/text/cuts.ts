import type { Span } from "@footnote/contracts";

/** Where a span may be cut: offsets strictly inside it, ascending, each the beginning of a part. */
export type Cut = (text: string, span: Span) => number[];

const sentenceSegmenter = new Intl.Segmenter("en", { granularity: "sentence" });
const wordSegmenter = new Intl.Segmenter("en", { granularity: "word" });

// Intl.Segmenter ends a sentence after each of these (and `ss=standard`, which would not, is ignored by V8). A wrong
// entry costs nothing but a possible cut; a missing one cuts a sentence in two.
const ABBREVIATION = new RegExp(
  `(?:^|[\\s("'“„‘«\\[])(?:${[
    "\\p{L}",
    "\\p{Nd}{1,2}",
    "(?:\\p{L}\\.)+\\p{L}",
    "Dr|Mr|Mrs|Ms|Prof|Rev|Hon|Gen|Sen|Rep|Capt|Sgt|Lt|Col|St|Sr|Jr|Messrs",
    "No|Nos|Nr|vs|etc|cf|ca|approx|est|incl|excl|al|vol|Vol|ch|Ch|sec|Sec|fig|Fig|figs|Figs|eq|Eq|art|Art|par|pp|ed|eds",
    "Inc|Ltd|Co|Corp|Dept|Univ|Ave|Blvd|Rd|Tel|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec",
    "bzw|usw|vgl|Abs|Abb|Tab|evtl|ggf|inkl|zzgl|sog|Hr|Fr|Bd|Kap|Ziff|gem|max|min|Std|Mio|Mrd",
  ].join("|")})\\.\\s*$`,
  "u",
);
// The longest entry and the space around it: enough of a sentence's end to look at.
const ABBREVIATION_WINDOW = 24;

/**
 * Not the sentences that an answer is made of (packages/answering/sentences.ts): there a missed end makes one claim of two, here
 * it costs a place to cut, so that this one knows more abbreviations, one letter and one number among them. Nor can it be that
 * one: where chunks begin is part of every pipeline, and with other cuts all documents would be embedded anew.
 */
export const betweenSentences: Cut = (text, { start, end }) => {
  // A line break inside a paragraph is where its author's editor wrapped it, not where a sentence ends.
  const prose = text.slice(start, end).replace(/[\n\r]/g, " ");
  const cuts: number[] = [];
  for (const { index } of sentenceSegmenter.segment(prose)) {
    if (index === 0) continue;
    if (ABBREVIATION.test(prose.slice(Math.max(0, index - ABBREVIATION_WINDOW), index))) continue;
    cuts.push(start + index);
  }
  return cuts;
};

/** Unicode's words: for writing without spaces between words, and for long runs of letters and signs. */
export const betweenSegments: Cut = (text, { start, end }) => {
  const cuts: number[] = [];
  for (const { index } of wordSegmenter.segment(text.slice(start, end))) {
    if (index > 0) cuts.push(start + index);
  }
  return cuts;
};

/** After a comma, semicolon or colon that ends a clause; inside a number none has white space behind it. */
export const betweenClauses: Cut = after(/[,;:]\s+|[，、；：]\s*/g);
export const betweenLines: Cut = after(/\n/g);
export const betweenStanzas: Cut = after(/\n(?:[^\S\n]*\n)+/g);
export const betweenWords: Cut = after(/\s+/g);

function after(separator: RegExp): Cut {
  return (text, { start, end }) => {
    const cuts: number[] = [];
    for (const match of text.slice(start, end).matchAll(separator)) {
      const at = start + match.index + match[0].length;
      if (at < end) cuts.push(at);
    }
    return cuts;
  };
}

/** At the given offsets, which ascend. */
export function at(offsets: readonly number[]): Cut {
  return (_text, { start, end }) => offsets.slice(firstAbove(offsets, start), firstAbove(offsets, end - 1));
}

/** Index of the first offset greater than the value; the length where there is none. */
export function firstAbove(offsets: readonly number[], value: number): number {
  let low = 0;
  let high = offsets.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((offsets[middle] as number) > value) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** The last resort: pieces that fit, cut anywhere but inside a surrogate pair. */
export function anywhere(fits: (piece: string) => boolean, longest: number): Cut {
  return (text, { start, end }) => {
    const cuts: number[] = [];
    for (let from = start; from < end; ) {
      let length = Math.min(longest, end - from);
      while (length > 1 && !fits(text.slice(from, from + length))) length = Math.ceil(length / 2);
      from += wholeCharacters(text, from, length);
      if (from < end) cuts.push(from);
    }
    return cuts;
  };
}

function wholeCharacters(text: string, from: number, length: number): number {
  const splitsPair = isHigh(text.charCodeAt(from + length - 1)) && isLow(text.charCodeAt(from + length));
  if (!splitsPair) return length;
  return length > 1 ? length - 1 : 2;
}

const isHigh = (unit: number) => unit >= 0xd800 && unit <= 0xdbff;
const isLow = (unit: number) => unit >= 0xdc00 && unit <= 0xdfff;
