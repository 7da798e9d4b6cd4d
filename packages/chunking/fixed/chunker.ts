import type { Chunker } from "@footnote/contracts";
import type { ChunkLimits } from "../limits.ts";
import { chunksOf, overlapIn, type Passage, runsOf } from "../sections/chunks.ts";
import type { Run } from "../sections/runs.ts";
import { betweenWords } from "../text/cuts.ts";
import { fitting } from "../text/fitting.ts";
import { type Measure, measureBy } from "../text/measure.ts";
import { overlapping } from "../text/overlap.ts";
import { windowsOf } from "./windows.ts";
import { wordsOf } from "./words.ts";

// Of a window. A longer word is cut: else text without spaces would come in windows of one word each, without overlap.
const LONGEST_WORD_SHARE = 0.25;

/**
 * Windows of equal size that overlap, cut between words with no regard to sentences or blocks; only a heading begins a
 * new one. The measure that other strategies have to beat.
 */
export function fixedChunker(limits: ChunkLimits & { readonly overlap: number }): Chunker {
  const { tokens, maxTokens, parentTokens, overlap } = limits;
  const measure = measureBy(tokens);
  return {
    strategy: "fixed",
    version: 1,
    parameters: { size: maxTokens, overlap, parent: parentTokens },
    chunk: async (document, signal) =>
      chunksOf(
        document,
        runsOf(document, limits),
        limits,
        (run, capacity) => passagesOf(document.text, run, measure, capacity, overlap),
        signal,
      ),
  };
}

function passagesOf(text: string, run: Run, measure: Measure, capacity: number, asked: number): Passage[] {
  const most = overlapIn(run, capacity, asked);
  const own = capacity - most;
  const words = wordsOf(text, run, measure, Math.max(1, Math.floor(own * LONGEST_WORD_SHARE)));
  const spans: Passage[] = [];
  for (const window of windowsOf(text, words, own)) {
    for (const { start, end, cost } of fitting(text, window, measure, own)) spans.push({ start, end, cost });
  }
  return overlapping(text, spans, measure, capacity, { most, cuts: [betweenWords] });
}
