import type { AnswerRequest, Embedder } from "@footnote/contracts";
import { type Evidence, strangenessOf, supportOf } from "./abstain.ts";
import { questionWithout, subjectWords } from "./question.ts";
import type { RankedUnit, Ranking } from "./rank.ts";
import { mentions } from "./score.ts";
import { saysTheSame } from "./select.ts";
import { contentTerms } from "./terms.ts";
import { innerProduct } from "./vector.ts";

/** What the passages' best units say about whether the question is answered by them at all. */
export async function evidenceOf(
  embedder: Embedder,
  { question, questionVector, signal }: AnswerRequest,
  { ranked }: Ranking,
): Promise<Evidence> {
  const words = subjectWords(question);
  const without = await embedder.embed(
    words.map(({ term }) => questionWithout(question, term)),
    { as: "question", priority: "question", signal },
  );
  const best = ranked[0] as RankedUnit;
  const passage = new Set(contentTerms(best.unit.passage.candidate.text));
  const withAll = innerProduct(questionVector, best.vector);
  const read = words.map(({ term }, index) => {
    const vector = without[index] as Float32Array;
    return {
      importance: 1 - innerProduct(questionVector, vector),
      inUnit: mentions(best, term),
      inPassage: passage.has(term),
      pull: withAll - innerProduct(vector, best.vector),
    };
  });
  const cosines = ranked.map(({ cosine }) => cosine);
  const nearness = Math.max(...cosines);
  const prominence = nearness - cosines.reduce((sum, cosine) => sum + cosine, 0) / cosines.length;
  return {
    nearness,
    prominence,
    support: supportOf(read),
    strangeness: strangenessOf(read),
    lead: leadOf(ranked),
  };
}

/** Where nothing else was found, nothing tells how far it leads. */
function leadOf([best, ...others]: readonly RankedUnit[]): number {
  if (best === undefined) return 0;
  const next = others.find(({ unit }) => !saysTheSame(unit.text, best.unit.text));
  return next === undefined ? 0 : best.relevance - next.relevance;
}
