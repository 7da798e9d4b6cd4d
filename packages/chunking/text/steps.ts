import type { Block } from "@footnote/contracts";
import {
  anywhere,
  at,
  betweenClauses,
  betweenLines,
  betweenSegments,
  betweenSentences,
  betweenStanzas,
  betweenWords,
  type Cut,
} from "./cuts.ts";
import { CHARACTERS_PER_TOKEN, type Measure } from "./measure.ts";

// What a cut costs, in the unit of pack(): 0.25 is a chunk left half empty. Chosen on prose of random lengths and on
// tables: with a third of these costs and no anchors an edit in a section of 18 chunks changed 3.1 of them, in one of 75
// made of long paragraphs 8.0, a new row in a table of 40 chunks 35; so 1.9, 4.6 and 3, and chunks are 2 % less full.
export const BETWEEN_BLOCKS = 0;
const BETWEEN_PARTS = 0.2;
const BETWEEN_SMALLER_PARTS = 0.3;
const INSIDE_A_SENTENCE = 0.5;
const INSIDE_A_CLAUSE = 1;
// Worth an almost empty chunk or two: a header row or a lead-in without what it leads to.
export const AFTER_A_LEAD = 2;
/** The most that an anchor adds. */
export const ANCHORING = 0.3;

/** One way to cut, and what a chunk's beginning at such a cut costs. */
export interface Step {
  readonly cut: Cut;
  readonly breakBefore: number;
}

/** The cuts that a block allows, coarse to fine; the last makes anything fit that is not a single character. */
export function stepsFor(block: Block, measure: Measure, limit: number): Step[] {
  const fits = (piece: string) => measure(piece) <= limit;
  const inLine: Step[] = [
    { cut: betweenClauses, breakBefore: INSIDE_A_SENTENCE },
    { cut: betweenWords, breakBefore: INSIDE_A_CLAUSE },
    { cut: betweenSegments, breakBefore: INSIDE_A_CLAUSE },
    { cut: anywhere(fits, limit * CHARACTERS_PER_TOKEN), breakBefore: INSIDE_A_CLAUSE },
  ];
  const prose: Step[] = [
    { cut: betweenSentences, breakBefore: BETWEEN_SMALLER_PARTS },
    { cut: betweenLines, breakBefore: INSIDE_A_SENTENCE },
    ...inLine,
  ];
  switch (block.kind) {
    case "heading":
    case "paragraph":
      return prose;
    case "list": {
      const outermost = block.items.reduce(
        (least, item) => Math.min(least, item.depth),
        Number.POSITIVE_INFINITY,
      );
      const tops = block.items.filter((item) => item.depth === outermost);
      return [
        { cut: at(tops.map((item) => item.start)), breakBefore: BETWEEN_PARTS },
        { cut: at(block.items.map((item) => item.start)), breakBefore: BETWEEN_SMALLER_PARTS },
        ...prose,
      ];
    }
    case "table":
      return [
        { cut: at(block.rows.map((row) => row.start)), breakBefore: BETWEEN_PARTS },
        {
          cut: at(block.rows.flatMap((row) => row.cells.map((cell) => cell.start))),
          breakBefore: BETWEEN_SMALLER_PARTS,
        },
        ...prose,
      ];
    case "code":
      return [
        { cut: betweenStanzas, breakBefore: BETWEEN_PARTS },
        { cut: betweenLines, breakBefore: BETWEEN_SMALLER_PARTS },
        ...inLine,
      ];
  }
}
