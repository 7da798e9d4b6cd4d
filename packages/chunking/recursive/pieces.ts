import type { Run } from "../sections/runs.ts";
import { anchor } from "../text/anchor.ts";
import { cutUp } from "../text/cut-up.ts";
import {
  anywhere,
  betweenLines,
  betweenSegments,
  betweenSentences,
  betweenStanzas,
  betweenWords,
} from "../text/cuts.ts";
import type { BlockPart } from "../text/fitting.ts";
import { CHARACTERS_PER_TOKEN, type Measure } from "../text/measure.ts";
import type { Packable } from "../text/pack.ts";
import { ANCHORING, type Step } from "../text/steps.ts";

// The finer the separator, the dearer a cut there, in the unit of pack(): blocks are the paragraphs of the canonical
// text and cost nothing. The same figures as those of `structure`, see text/steps.ts.
const BETWEEN_LINES = 0.2;
const BETWEEN_SENTENCES = 0.3;
const BETWEEN_WORDS = 1;

/** The run's blocks, whole where they fit into `limit` tokens, else cut at the coarsest separator that makes them fit. */
export function* piecesOf(
  text: string,
  run: Run,
  measure: Measure,
  limit: number,
): Generator<Packable & BlockPart> {
  const fits = (piece: string) => measure(piece) <= limit;
  const steps: Step[] = [
    { cut: betweenStanzas, breakBefore: 0 },
    { cut: betweenLines, breakBefore: BETWEEN_LINES },
    { cut: betweenSentences, breakBefore: BETWEEN_SENTENCES },
    { cut: betweenWords, breakBefore: BETWEEN_WORDS },
    { cut: betweenSegments, breakBefore: BETWEEN_WORDS },
    { cut: anywhere(fits, limit * CHARACTERS_PER_TOKEN), breakBefore: BETWEEN_WORDS },
  ];
  for (const { block, cost } of run.blocks) {
    const whole = { start: block.start, end: block.end, cost, breakBefore: 0 };
    for (const part of cutUp(text, whole, steps, measure, limit)) {
      const breakBefore = part.breakBefore + ANCHORING * anchor(text, part.start, part.end);
      yield { ...part, block, lead: 0, breakBefore };
    }
  }
}
