import type { AnswerPassage, AnswerRequest, Embedder } from "@footnote/contracts";
import { sectionOf } from "./section.ts";

interface Description {
  /** Markup, see `sectionOf`. */
  readonly text: string;
  readonly headingPath?: readonly string[];
  /** The passage inside the canonical text; the whole section where it is left out. */
  readonly passage?: string;
  readonly lead?: string;
  readonly key?: string;
  readonly version?: string;
  readonly cosine?: number;
  /** Where the section begins in the document. */
  readonly offset?: number;
}

/** A passage of a section, as retrieval hands it over. */
export function passageOf(description: Description): AnswerPassage {
  const { headingPath = ["Handbook"], lead, key = "handbook.md", offset = 0, version = "v1" } = description;
  const section = sectionOf(description.text, offset);
  const passage = description.passage ?? section.text;
  const within = section.text.indexOf(passage);
  if (within < 0) throw new Error("The passage is not in the text.");
  const start = offset + within;
  const end = start + passage.length;
  return {
    section,
    found: [{ start, end, score: 1 }],
    candidate: {
      chunk: `${key}#${within}`,
      document: key,
      version,
      bucket: "handbook",
      key,
      title: headingPath[0] ?? key,
      headingPath,
      page: null,
      writtenAt: "2026-03-01T12:00:00.000Z",
      parent: { start: section.start, end: section.end },
      start,
      end,
      text: lead === undefined ? passage : `${lead}\n${passage}`,
      places: [{ document: key, bucket: "handbook", key }],
      score: 1,
      explanation: { stage: "fusion", value: 1, rank: 1, description: "test", details: [] },
    },
  };
}

const DIMENSIONS = 256;

/** Texts with the same words lie close together; deterministic, and knows nothing of meaning. */
export function bagOfWords(text: string): Float32Array {
  const vector = new Float32Array(DIMENSIONS);
  for (const word of text.toLowerCase().match(/[\p{L}\p{N}]{2,}/gu) ?? []) {
    let hash = 0;
    for (const character of word.slice(0, 5))
      hash = (hash * 31 + (character.codePointAt(0) ?? 0)) % DIMENSIONS;
    vector[hash] = 1;
  }
  const length = Math.hypot(...vector) || 1;
  return vector.map((value) => value / length);
}

export const wordEmbedder: Embedder = {
  model: {
    id: "bag-of-words",
    dimensions: DIMENSIONS,
    maxTokens: 256,
    tokenizer: { name: "words", counts: "estimated" },
    pooling: "mean",
    prefixes: { question: "", passage: "" },
  },
  async embed(texts, { signal }) {
    signal?.throwIfAborted();
    return texts.map(bagOfWords);
  },
  async close() {},
};

export function requestOf(question: string, ...passages: AnswerPassage[]): AnswerRequest {
  return {
    question,
    questionVector: bagOfWords(question),
    passages,
    subject: "somebody",
    isVerified: async () => true,
  };
}
