import type { Span } from "@footnote/contracts";
import type { Measure } from "./measure.ts";
import type { Step } from "./steps.ts";

/** A span with its tokens, and what a chunk's beginning with it costs. */
export interface Part extends Span {
  readonly cost: number;
  readonly breakBefore: number;
}

/**
 * The part itself where it fits into `limit` tokens, else its pieces, cut as coarsely as makes each of them fit. One after
 * the other: two million characters of Chinese without a break are more than a million pieces.
 */
export function* cutUp(
  text: string,
  part: Part,
  steps: readonly Step[],
  measure: Measure,
  limit: number,
): Generator<Part> {
  const [step, ...finer] = steps;
  if (part.cost <= limit || step === undefined) {
    yield part;
    return;
  }
  for (const each of cutAt(text, part, step, measure)) {
    if (each.cost <= limit) yield each;
    else yield* cutUp(text, each, finer, measure, limit);
  }
}

/** The pieces between the step's cuts; the first costs what the part itself does. */
export function* cutAt(text: string, part: Part, step: Step, measure: Measure): Generator<Part> {
  const cuts = step.cut(text, part);
  if (cuts.length === 0) {
    yield part;
    return;
  }
  let { start, breakBefore } = part;
  for (let position = 0; position <= cuts.length; position++) {
    const end = cuts[position] ?? part.end;
    yield { start, end, cost: measure(text.slice(start, end)), breakBefore };
    start = end;
    breakBefore = step.breakBefore;
  }
}
