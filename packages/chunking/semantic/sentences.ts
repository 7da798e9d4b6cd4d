import type { Run } from "../sections/runs.ts";
import { cutAt, cutUp, type Part } from "../text/cut-up.ts";
import type { BlockPart } from "../text/fitting.ts";
import type { Measure } from "../text/measure.ts";
import { stepsFor } from "../text/steps.ts";

/** What is compared with what follows it: a sentence, a list's item, a table's row, a stanza of code. */
export interface Sentence extends Part, BlockPart {}

/** The run's sentences, or whatever its blocks consist of; one of more than `limit` tokens in pieces that fit. */
export function sentencesOf(text: string, run: Run, measure: Measure, limit: number): Sentence[] {
  return run.blocks.flatMap(({ block, cost }) => {
    const [first, ...finer] = stepsFor(block, measure, limit);
    const whole = { start: block.start, end: block.end, cost, breakBefore: 0 };
    const parts = first === undefined ? [whole].values() : cutAt(text, whole, first, measure);
    return parts
      .flatMap((part) => cutUp(text, part, finer, measure, limit))
      .map((part) => ({ ...part, block, lead: 0 }))
      .toArray();
  });
}
