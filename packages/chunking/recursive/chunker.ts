import type { Chunker } from "@footnote/contracts";
import type { ChunkLimits } from "../limits.ts";
import { chunksOf, overlapIn, type Passage, runsOf } from "../sections/chunks.ts";
import type { Run } from "../sections/runs.ts";
import { betweenSentences, betweenWords } from "../text/cuts.ts";
import { fitting } from "../text/fitting.ts";
import { groupsOf } from "../text/groups.ts";
import { type Measure, measureBy } from "../text/measure.ts";
import { overlapping } from "../text/overlap.ts";
import { piecesOf } from "./pieces.ts";

/**
 * Splits the canonical text at the coarsest separator that makes pieces small enough (paragraph, line, sentence, word,
 * character), whatever kind of block it is, and joins neighbouring pieces up to the size. Each chunk but a section's
 * first begins with up to `overlap` tokens of the text before it.
 *
 * The idea is that of LangChain's RecursiveCharacterTextSplitter. Two things differ: the overlap is taken between any
 * two chunks rather than only where the pieces happen to be smaller than it, and pieces are joined by `pack` rather than
 * greedily, so an edit does not move all cuts behind it.
 */
export function recursiveChunker(limits: ChunkLimits & { readonly overlap: number }): Chunker {
  const { tokens, maxTokens, parentTokens, overlap } = limits;
  const measure = measureBy(tokens);
  return {
    strategy: "recursive",
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
  const pieces = piecesOf(text, run, measure, own);
  const spans = groupsOf(text, pieces, own)
    .flatMap((group) => fitting(text, group, measure, own))
    .map(({ start, end, cost }) => ({ start, end, cost }))
    .toArray();
  return overlapping(text, spans, measure, capacity, { most, cuts: [betweenSentences, betweenWords] });
}
