import { type Judgements, measureRanking } from "@footnote/evaluation";
import { idOf } from "./corpus-bucket.ts";
import type { Evaluated } from "./evaluate-golden.ts";
import type { EvaluatedSystem } from "./system.ts";

/** Searches for a query of a labelled set, whose documents are files of one bucket. */
export async function evaluateRanking(
  system: EvaluatedSystem,
  { id, question, judgements }: { id: string; question: string; judgements: Judgements },
): Promise<Evaluated> {
  const before = performance.now();
  const ranked = await system.rank(question, undefined);
  const timing = { id, searchMilliseconds: performance.now() - before };
  // A document ranks where its best chunk ranks.
  const documents = [...new Set(ranked.map(({ key }) => idOf(key)))];
  const ranking = documents.map((document, index) => [document, documents.length - index] as const);
  const measures = measureRanking(new Map(ranking), judgements);
  const result = {
    id,
    question,
    answerable: true,
    ranking,
    judgements: Object.fromEntries(judgements),
    measures,
  };
  return { result, timing };
}
