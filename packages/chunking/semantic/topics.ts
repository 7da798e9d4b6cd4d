import type { Sentence } from "./sentences.ts";

/** A sentence with how far its meaning is from that of the one before, in its section. */
export interface ComparedSentence extends Sentence {
  readonly drop: number;
}

/** The value that this share of the given ones does not exceed (nearest rank); above every one where there are none. */
export function percentile(values: Float64Array, share: number): number {
  const sorted = values.toSorted();
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.POSITIVE_INFINITY;
}

/** The sentences in topics: a new one begins where the drop exceeds `threshold`, none holds less than `least` tokens. */
export function topicsOf(
  sentences: readonly ComparedSentence[],
  threshold: number,
  least: number,
): ComparedSentence[][] {
  let behind = sentences.reduce((sum, { cost }) => sum + cost, 0);
  const topics: ComparedSentence[][] = [];
  let open: ComparedSentence[] = [];
  let cost = 0;
  for (const sentence of sentences) {
    if (sentence.drop > threshold && cost >= least && behind >= least) {
      topics.push(open);
      open = [];
      cost = 0;
    }
    open.push(sentence);
    cost += sentence.cost;
    behind -= sentence.cost;
  }
  if (open.length > 0) topics.push(open);
  return topics;
}
