import type { PassageEmbedder } from "../limits.ts";
import type { Measure } from "../text/measure.ts";
import type { Sentence } from "./sentences.ts";

// What waits for the model at once: the vectors of one batch, and one more, are all that is kept.
const BATCH_TEXTS = 64;

/**
 * For each sentence how far its meaning is from that of the one before: 1 − cosine, 0 for the first. Compared are
 * groups, the sentence with its neighbours on both sides, since a single one says too little: "Ask first." is far from
 * everything (the buffer of one sentence in Kamradt's notebook).
 */
export async function dropsBetween(
  text: string,
  sentences: readonly Sentence[],
  embedder: PassageEmbedder,
  { measure, maxTokens }: { readonly measure: Measure; readonly maxTokens: number },
  signal: AbortSignal | undefined,
): Promise<Float64Array> {
  const drops = new Float64Array(sentences.length);
  let before: Float32Array | undefined;
  for (let start = 0; start < sentences.length; start += BATCH_TEXTS) {
    signal?.throwIfAborted();
    const batch = sentences.slice(start, start + BATCH_TEXTS);
    const groups = batch.map((_, at) => groupAround(text, sentences, start + at, measure, maxTokens));
    const vectors = await embedder.embedChunks(groups, signal);
    vectors.forEach((vector, at) => {
      if (before !== undefined) drops[start + at] = 1 - innerProduct(before, vector);
      before = vector;
    });
  }
  return drops;
}

/** With both neighbours, else with the one before, else alone: as much as the model sees. */
function groupAround(
  text: string,
  sentences: readonly Sentence[],
  at: number,
  measure: Measure,
  maxTokens: number,
): string {
  const [before, own, after] = [sentences[at - 1], sentences[at], sentences[at + 1]];
  if (own === undefined) return "";
  const groups = [
    { first: before ?? own, last: after ?? own },
    { first: before ?? own, last: own },
  ].map(({ first, last }) => text.slice(first.start, last.end));
  const fits = groups.find((group) => measure(group) <= maxTokens);
  return fits ?? text.slice(own.start, own.end);
}

function innerProduct(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let at = 0; at < a.length; at++) sum += (a[at] as number) * (b[at] as number);
  return sum;
}
