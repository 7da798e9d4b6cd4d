import type { Chunker } from "@footnote/contracts";
import type { ChunkLimits } from "../limits.ts";
import { chunksOf, type Passage, runsOf } from "../sections/chunks.ts";
import type { Run } from "../sections/runs.ts";
import { fitting } from "../text/fitting.ts";
import { groupsOf } from "../text/groups.ts";
import { type Measure, measureBy } from "../text/measure.ts";
import { piecesOf } from "./pieces.ts";

/**
 * Splits where the document's own structure does: at headings always, else between blocks, and inside a block only
 * where it does not fit: a table between rows, a list between items, code between lines, prose between sentences.
 */
export function structureChunker(limits: ChunkLimits): Chunker {
  const { tokens, maxTokens, parentTokens } = limits;
  const measure = measureBy(tokens);
  return {
    strategy: "structure",
    version: 3,
    parameters: { size: maxTokens, parent: parentTokens },
    chunk: async (document, signal) =>
      chunksOf(
        document,
        runsOf(document, limits),
        limits,
        (run, capacity) => passagesOf(document.text, run, measure, capacity),
        signal,
      ),
  };
}

function passagesOf(text: string, run: Run, measure: Measure, capacity: number): Passage[] {
  const pieces = piecesOf(text, run, measure, capacity);
  return groupsOf(text, pieces, capacity)
    .flatMap((group) => fitting(text, group, measure, capacity))
    .map(({ start, end, cost, first }) => ({
      start,
      end,
      cost,
      lead: first.leadSpan,
      context: first.contextSpan,
    }))
    .toArray();
}
