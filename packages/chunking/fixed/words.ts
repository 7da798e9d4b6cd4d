import type { Run } from "../sections/runs.ts";
import { cutUp, type Part } from "../text/cut-up.ts";
import { anywhere, betweenSegments } from "../text/cuts.ts";
import type { BlockPart } from "../text/fitting.ts";
import { CHARACTERS_PER_TOKEN, type Measure } from "../text/measure.ts";
import type { Step } from "../text/steps.ts";

export interface Word extends Part, BlockPart {}

/**
 * The run's words, each with the white space behind it. One of more than `limit` tokens is cut into Unicode's words,
 * which is what writing without spaces has, and those between characters. One at a time, since a long text has millions.
 */
export function* wordsOf(text: string, run: Run, measure: Measure, limit: number): Generator<Word> {
  const fits = (piece: string) => measure(piece) <= limit;
  const steps: Step[] = [
    { cut: betweenSegments, breakBefore: 0 },
    { cut: anywhere(fits, limit * CHARACTERS_PER_TOKEN), breakBefore: 0 },
  ];
  for (const { block } of run.blocks) {
    const own = text.slice(block.start, block.end);
    for (const { index, 0: written } of own.matchAll(/\S+\s*|^\s+/g)) {
      const start = block.start + index;
      const word = { start, end: start + written.length, cost: measure(written), breakBefore: 0 };
      for (const part of cutUp(text, word, steps, measure, limit)) yield { ...part, block, lead: 0 };
    }
  }
}
