import type { Analyzer, Embedder } from "@footnote/contracts";
import { fuse } from "@footnote/retrieval";

const DEPTH = 100;
const K1 = 1.2;
const B = 0.75;

/** The positions of the texts that answer a question, best first. */
export type Ranker = (question: string) => Promise<number[]>;

/**
 * Ranks texts as search does, by words and by vectors together, in memory: so that it is cheap to leave something out of all
 * of them. The sections around them, whose words count for half in search, are left out, since they stay the same.
 */
export async function rankerOf(
  texts: readonly string[],
  vectors: readonly Float32Array[],
  embedder: Embedder,
  analyzer: Analyzer,
): Promise<Ranker> {
  const byWords = bm25(texts.map((text) => analyzer.documentTerms(text, text)));
  return async (question) => {
    const { own, variants } = analyzer.questionTerms(question);
    const asked = [...own, ...own, ...variants];
    const [vector = new Float32Array()] = await embedder.embed([question], {
      as: "question",
      priority: "question",
    });
    const dense = vectors.map((each) => each.reduce((sum, value, at) => sum + value * (vector[at] ?? 0), 0));
    const { cosines } = embedder.model;
    const lexical = best(byWords.scores(asked)).filter(({ score }) => score > 0);
    const { hits } = fuse("min-max", { hits: lexical, ideal: byWords.ideal(own, asked) }, [
      { hits: best(dense), ...(cosines && { cosines }) },
    ]);
    return hits.map(({ chunk }) => Number(chunk));
  };
}

function best(scores: readonly number[]): { chunk: string; score: number }[] {
  return scores
    .map((score, at) => ({ chunk: String(at), score }))
    .toSorted((one, other) => other.score - one.score)
    .slice(0, DEPTH);
}

/** Robertson and Zaragoza, "The Probabilistic Relevance Framework" (2009), with the store's parameters. */
function bm25(documents: readonly (readonly string[])[]) {
  const mean = documents.reduce((sum, terms) => sum + terms.length, 0) / Math.max(1, documents.length);
  const postings = new Map<string, Map<number, number>>();
  for (const [at, terms] of documents.entries()) {
    for (const term of terms) {
      const posting = postings.get(term) ?? new Map<number, number>();
      posting.set(at, (posting.get(at) ?? 0) + 1);
      postings.set(term, posting);
    }
  }
  const idf = (term: string) => {
    const having = postings.get(term)?.size ?? 0;
    return Math.log(1 + (documents.length - having + 0.5) / (having + 0.5));
  };
  const weight = (count: number, length: number) =>
    (count * (K1 + 1)) / (count + K1 * (1 - B + (B * length) / mean));
  return {
    scores(asked: readonly string[]): number[] {
      const scores = new Array<number>(documents.length).fill(0);
      for (const term of asked) {
        for (const [at, count] of postings.get(term) ?? [])
          scores[at] = (scores[at] ?? 0) + idf(term) * weight(count, documents[at]?.length ?? 0);
      }
      return scores;
    },
    /** What the question's own terms would score as a text. */
    ideal(own: readonly string[], asked: readonly string[]): number {
      const ownTerms = new Set(own);
      return asked
        .filter((term) => ownTerms.has(term) && postings.has(term))
        .reduce((sum, term) => sum + idf(term) * weight(1, own.length), 0);
    },
  };
}
