import { normalise } from "@footnote/caching";
import {
  type Answer,
  type AnswerPart,
  type CachingStore,
  type Embedder,
  type EmbeddingModel,
  type NewVersion,
  type Reader,
  segmentsOf,
} from "@footnote/contracts";
import { isVerified } from "../../../packages/answering/index.ts";
import { expand } from "../../../packages/retrieval/index.ts";
import {
  findIn,
  openCachingStage,
  openQuestionPath,
  type QuestionPath,
} from "../../../services/query/index.ts";

export const TENANT = "tenant";
export const TOPICS = ["tides", "anchors", "lighthouses", "gulls", "ropes", "sails"];

/** Each topic points in a direction of its own, all else in others. */
const DIMENSIONS = 16;
export const MODEL: EmbeddingModel = {
  id: "load-16",
  dimensions: DIMENSIONS,
  maxTokens: 512,
  tokenizer: { name: "words", counts: "exact" },
  pooling: "mean",
  prefixes: { question: "", passage: "" },
};

export function vectorOf(text: string): Float32Array {
  const topic = TOPICS.findIndex((name) => text.toLowerCase().includes(name));
  const vector = Float32Array.from({ length: DIMENSIONS }, (_, at) => {
    if (topic >= 0) return at === topic ? 1 : 0.01 * ((text.length * (at + 1)) % 7);
    return at < TOPICS.length ? 0.02 : ((text.charCodeAt(7) * 31 + text.charCodeAt(8) * 17 * at) % 101) / 100;
  });
  const length = Math.hypot(...vector);
  return vector.map((value) => value / length);
}

const embedder: Embedder = {
  model: MODEL,
  embed: async (texts) => texts.map(vectorOf),
  close: () => Promise.resolve(),
};

/** The version whose text this is, of one chunk. */
export function versionOf(text: string): NewVersion {
  const at = new Date();
  const instant = at.toISOString();
  const parent = { start: 0, end: text.length };
  return {
    version: text.replaceAll(/\W/g, "-"),
    pipeline: "load",
    model: MODEL.id,
    object: { key: "ignored", size: text.length, modifiedAt: at, etag: text },
    title: "A note",
    format: "text",
    pages: null,
    notes: [],
    length: text.length,
    segments: segmentsOf({ text, blocks: [{ kind: "paragraph", ...parent }] }),
    chunks: [
      { ordinal: 0, ...parent, headingPath: [], parent, text, indexedText: text, embedding: vectorOf(text) },
    ],
    reused: 0,
    times: {
      written: instant,
      noticed: instant,
      claimed: instant,
      fetched: instant,
      parsed: instant,
      embedded: instant,
    },
  };
}

/** The real path, with its cache, and an answerer that cites all that speaks of the topic. */
export function openPath({ index, passages, answers }: CachingStore): QuestionPath {
  const verified = (reader: Reader, part: Pick<AnswerPart, "citations">) =>
    isVerified(passages, reader, part, undefined);
  return openQuestionPath({
    understand: async ({ question }) => ({ question }),
    find: findIn(
      { indexes: [index], passages, embedder, embedderOf: () => undefined, fusion: "min-max" },
      "hybrid",
    ),
    expand: (reader, candidates, limit, signal) => expand(passages, reader, candidates, limit, signal),
    answerer: {
      id: "load",
      async *answer({ question, passages: found }) {
        const topic = TOPICS.find((name) => question.toLowerCase().includes(name)) ?? "";
        for (const { candidate, section } of found) {
          if (!section.text.includes(topic)) continue;
          const citation = { ...candidate, start: section.start, end: section.end, quote: section.text };
          yield { kind: "part", part: { blocks: [], text: section.text, citations: [citation] } };
        }
      },
    },
    isVerified: verified,
    count: (reader) => passages.count(reader),
    caching: openCachingStage({
      cache: answers,
      recipe: "load",
      keeping: { milliseconds: 3_600_000, byBucket: new Map() },
      normalise,
      agree: () => false,
      embedder,
      isVerified: verified,
      count: (reader) => passages.count(reader),
      clock: { now: () => new Date(), elapsed: () => performance.now() },
      onTrouble: (error) => {
        throw error;
      },
    }),
  });
}

export async function ask(path: QuestionPath, reader: Reader, question: string): Promise<Answer> {
  const asked = { question, asOf: undefined, within: undefined, subject: "load", earlier: [] };
  let answer: Answer | undefined;
  for await (const event of path.answer(reader, asked, new AbortController().signal))
    if (event.kind === "answer") answer = event.answer;
  if (answer === undefined) throw new Error("It was not answered.");
  return answer;
}
