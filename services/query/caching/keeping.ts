import type { Answer } from "@footnote/contracts";

/** How long answers are kept at most, in milliseconds; what they rest on ends them sooner. */
export interface KeepingRules {
  readonly milliseconds: number;
  /** Of answers that rest on a bucket; 0: nothing that rests on it is kept. A bucket that is not in it has no rule of its own. */
  readonly byBucket: ReadonlyMap<string, number>;
}

/** That nothing was found is soon found again, and often asked because something is about to come. */
const NOTHING_MILLISECONDS = 10_000;

/** How long this answer may be kept, which was drawn from these buckets; 0 where it may not. */
export function keptFor(answer: Answer, buckets: Iterable<string>, rules: KeepingRules): number {
  // Made without the model that was to write it, or broken off: the next one who asks gets what it should have been.
  if (answer.unwritten !== undefined || answer.writing?.isCutOff === true) return 0;
  const longest = Math.min(
    rules.milliseconds,
    ...[...buckets].map((bucket) => rules.byBucket.get(bucket) ?? rules.milliseconds),
  );
  return answer.status === "not_found" ? Math.min(longest, NOTHING_MILLISECONDS) : longest;
}
