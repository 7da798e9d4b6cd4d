import type { Span } from "@footnote/contracts";
import type { Measure } from "./measure.ts";
import type { Step } from "./steps.ts";

/** A span with its tokens, and what a chunk's beginning with it costs. */
export interface Part extends Span {
  readonly cost: number;
  readonly breakBefore: number;
}

/** The part itself where it fits into `limit` tokens, else its pieces, cut as coarsely as makes each of them fit. */
export function cutUp(
  text: string,
  part: Part,
  steps: readonly Step[],
  measure: Measure,
  limit: number,
): Part[] {
  const [step, ...finer] = steps;
  if (part.cost <= limit || step === undefined) return [part];
  return cutAt(text, part, step, measure).flatMap((each) => cutUp(text, each, finer, measure, limit));
}

/** The pieces between the step's cuts; the first costs what the part itself does. */
export function cutAt(text: string, part: Part, step: Step, measure: Measure): Part[] {
  const starts = [part.start, ...step.cut(text, part)];
  if (starts.length === 1) return [part];
  return starts.map((start, position) => {
    const end = starts[position + 1] ?? part.end;
    const breakBefore = position === 0 ? part.breakBefore : step.breakBefore;
    return { start, end, cost: measure(text.slice(start, end)), breakBefore };
  });
}
