import { setImmediate } from "node:timers/promises";
import { type Analyzer, type ChunkToStore, type NewVersion, type Span, textIn } from "@footnote/contracts";
import { lexemes } from "./lexemes.ts";

/** Chunks that are inserted together, with what lexical search compares of them and of the sections around them. */
export interface Batch {
  readonly chunks: readonly ChunkToStore[];
  /** One for each chunk: see lexemes.ts. */
  readonly terms: readonly string[];
  readonly sections: readonly (Span & { readonly terms: string })[];
}

/**
 * Makes the terms before a transaction begins, since nobody is answered while one is open. The terms of one text take up to
 * some 20 ms of the thread that answers, so whoever asks meanwhile has a turn after each.
 */
export async function batchOf(
  analyzer: Analyzer,
  version: NewVersion,
  chunks: readonly ChunkToStore[],
): Promise<Batch> {
  // Its first pages tell the language of a passage that is too short to.
  const around = version.segments[0]?.text ?? "";
  const termsOf = async (text: string) => {
    await setImmediate();
    return lexemes(analyzer.documentTerms(text, around));
  };
  const terms: string[] = [];
  for (const { indexedText } of chunks) terms.push(await termsOf(indexedText));
  const sections: Batch["sections"][number][] = [];
  for (const { parent, headingPath } of parentsOf(chunks)) {
    const text = `${headingPath.join(" > ")}\n${textIn(version.segments, parent)}`;
    sections.push({ ...parent, terms: await termsOf(text) });
  }
  return { chunks, terms, sections };
}

/** The distinct parents, each with the headings above its first chunk. */
function parentsOf(chunks: readonly ChunkToStore[]): Iterable<Pick<ChunkToStore, "parent" | "headingPath">> {
  return new Map(
    chunks.toReversed().map((chunk) => [`${chunk.parent.start}-${chunk.parent.end}`, chunk]),
  ).values();
}
