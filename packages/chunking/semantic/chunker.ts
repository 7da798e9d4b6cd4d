import type { Chunker, ParsedDocument } from "@footnote/contracts";
import type { ChunkLimits, PassageEmbedder } from "../limits.ts";
import { capacityOf, chunksOf, type Passage, runsOf } from "../sections/chunks.ts";
import type { Run } from "../sections/runs.ts";
import { anchor } from "../text/anchor.ts";
import { fitting } from "../text/fitting.ts";
import { groupsOf } from "../text/groups.ts";
import { type Measure, measureBy } from "../text/measure.ts";
import { ANCHORING } from "../text/steps.ts";
import { dropsBetween } from "./drops.ts";
import { type Sentence, sentencesOf } from "./sentences.ts";
import { type ComparedSentence, percentile, topicsOf } from "./topics.ts";

export interface SemanticLimits extends ChunkLimits {
  /** The most tokens that the model sees of a text, special tokens not counted; at least `maxTokens`. */
  readonly modelTokens: number;
  readonly embedder: PassageEmbedder;
}

// A topic ends at the tenth of the document's drops that are the deepest. Kamradt's notebook takes a twentieth, of
// essays without headings; here every heading ends a topic too, and what is left between two is shorter.
const DEEPEST = 0.9;
// Of the size. A topic below this is an aside, which says little by itself.
const LEAST_TOPIC_SHARE = 0.125;
// How much cheaper a cut inside a topic that is too long becomes with the drop there, in the unit of pack().
const PER_DROP = 0.3;

/**
 * Splits where the meaning changes: at headings always, else where neighbouring sentences differ more than nine tenths
 * of all neighbours in the document do, as the embedding model sees it. A topic that is too long is divided where the
 * difference is great. Embeds every sentence of a section of more than one topic's size besides the chunks, which of the
 * sample takes the model 2.5 times as long as the chunks of `structure`; the vectors of 64 sentences are kept at a time.
 *
 * Source: Greg Kamradt, "5 Levels of Text Splitting", level 4 (percentile of the distances between groups of sentences).
 */
export function semanticChunker(limits: SemanticLimits): Chunker {
  const { tokens, maxTokens, parentTokens } = limits;
  const measure = measureBy(tokens);
  return {
    strategy: "semantic",
    version: 1,
    parameters: { size: maxTokens, parent: parentTokens },
    chunk: async (document, signal) => {
      const found = runsOf(document, limits);
      const compared = await compare(document, found, limits, measure, signal);
      const threshold = percentile(Float64Array.from(compared.drops), DEEPEST);
      const least = maxTokens * LEAST_TOPIC_SHARE;
      return chunksOf(
        document,
        found,
        limits,
        (run, capacity) =>
          topicsOf(compared.sentences.get(run) ?? [], threshold, least).flatMap((topic) =>
            passagesOf(document.text, topic, measure, capacity),
          ),
        signal,
      );
    },
  };
}

interface Compared {
  readonly sentences: Map<Run, ComparedSentence[]>;
  /** Every drop that was measured. */
  readonly drops: number[];
}

/** The sentences of every run with their drops. One that is too short for two topics is not worth asking the model. */
async function compare(
  { text }: ParsedDocument,
  found: readonly Run[],
  { maxTokens, modelTokens, embedder }: SemanticLimits,
  measure: Measure,
  signal: AbortSignal | undefined,
): Promise<Compared> {
  const compared: Compared = { sentences: new Map(), drops: [] };
  for (const run of found) {
    const sentences = sentencesOf(text, run, measure, capacityOf(run, measure, maxTokens));
    const divisible = costOf(sentences) >= 2 * maxTokens * LEAST_TOPIC_SHARE;
    const limit = { measure, maxTokens: modelTokens };
    const drops = divisible ? await dropsBetween(text, sentences, embedder, limit, signal) : undefined;
    for (const drop of drops?.subarray(1) ?? []) compared.drops.push(drop);
    compared.sentences.set(
      run,
      sentences.map((sentence, at) => ({ ...sentence, drop: drops?.[at] ?? 0 })),
    );
  }
  return compared;
}

function passagesOf(
  text: string,
  topic: readonly ComparedSentence[],
  measure: Measure,
  capacity: number,
): Passage[] {
  const pieces = topic.map((sentence) => ({
    ...sentence,
    breakBefore:
      Math.max(0, sentence.breakBefore - PER_DROP * sentence.drop) +
      ANCHORING * anchor(text, sentence.start, sentence.end),
  }));
  return groupsOf(text, pieces, capacity)
    .flatMap((group) => fitting(text, group, measure, capacity))
    .map(({ start, end, cost }) => ({ start, end, cost }))
    .toArray();
}

function costOf(sentences: readonly Sentence[]): number {
  return sentences.reduce((sum, { cost }) => sum + cost, 0);
}
