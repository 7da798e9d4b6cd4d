import type { ChunkHit, ChunkIndex } from "@footnote/contracts";
import { wordAnalyzer } from "../../../../packages/store/conformance/analyzer.ts";
import { type Visible, visibleChunks } from "./passages.ts";
import { compare, type Rows } from "./rows.ts";
import { liesWithin } from "./within.ts";

/** Finds without indexes: every question goes through every chunk, words are compared as they are. */
export function inMemoryIndex(rows: Rows): ChunkIndex {
  return {
    capabilities: { asOf: true, idealScore: true, follows: "transaction" },
    async lexical(reader, question, limit, asOf) {
      const chunks = visibleChunks(rows, reader, asOf).filter(({ row }) => liesWithin(row, reader.within));
      const known = new Set(chunks.flatMap(({ chunk }) => [...words(chunk.indexedText)]));
      const { own, rescues } = wordAnalyzer.questionTerms(question);
      const instead = rescues
        .filter(({ missing }) => !missing.some((word) => known.has(word)))
        .flatMap((rescue) => rescue.instead.filter((parts) => parts.every((part) => known.has(part))).flat());
      const asked = [...new Set([...own, ...instead])].filter((word) => known.has(word));
      const scored = chunks.map((found) => {
        const held = words(found.chunk.indexedText);
        return { ...found, score: asked.filter((word) => held.has(word)).length };
      });
      return { hits: ranked(scored, limit), ideal: asked.length };
    },
    async dense(reader, model, vector, limit, asOf) {
      const scored = visibleChunks(rows, reader, asOf)
        .filter(({ row, chunk }) => chunk.model === model.id && liesWithin(row, reader.within))
        .map((found) => ({ ...found, score: 1 + innerProduct(found.chunk.embedding, vector) }));
      return ranked(scored, limit).map((hit) => ({ ...hit, score: hit.score - 1 }));
    },
    isCurrent: () => Promise.resolve(true),
    apply: () => Promise.resolve(),
  };
}

function ranked(scored: readonly (Visible & { score: number })[], limit: number): ChunkHit[] {
  const hits = scored
    .filter(({ score }) => score > 0)
    .sort((one, other) => other.score - one.score || compare(one.chunk.id, other.chunk.id));
  // Of identical documents one stands for all.
  const first = new Map<string, string>();
  for (const { row, version } of hits) if (!first.has(version.version)) first.set(version.version, row.id);
  return hits
    .filter(({ row, version }) => first.get(version.version) === row.id)
    .slice(0, limit)
    .map(({ row, version, chunk, score }) => ({
      chunk: chunk.id,
      document: row.id,
      version: version.version,
      score,
    }));
}

/** Lower-cased and without a plural's ending, which is all the grammar that the conformance suite asks for. */
function words(text: string): Set<string> {
  return new Set((text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).map((word) => word.replace(/s$/, "")));
}

function innerProduct(one: Float32Array, other: Float32Array): number {
  return one.reduce((sum, value, index) => sum + value * (other[index] ?? 0), 0);
}
