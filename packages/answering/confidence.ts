import { type AnswerRequest, type EmbeddingModel, explanationOf, type Identifier } from "@footnote/contracts";
import { COVERED } from "./abstain.ts";
import { unknownIn } from "./identified.ts";
import { logistic } from "./logistic.ts";
import { unknownNames } from "./names.ts";
import { type PromisingUnit, promisingUnits } from "./rank.ts";

/**
 * What search and words tell alone of whether passages answer: nothing is embedded for it, where reading them (`evidenceOf`) takes
 * five times as long as the search itself.
 */
export interface RetrievalSignals {
  /** Cosine of the question with the chunk that is nearest to it. */
  readonly nearness: number;
  /** `nearness` less the mean of all that were found by vector. */
  readonly prominence: number;
  /** Share of the question's words, by weight, that the most promising unit has. */
  readonly coverage: number;
  /** How far that unit's promise is ahead of the next one's. */
  readonly lead: number;
}

interface Confidence extends RetrievalSignals {
  readonly intercept: number;
  /** The estimated probability from which on a language model is asked before the passages are read. */
  readonly likelyFrom: number;
  /** Below it none of the development questions that have an answer lies. */
  readonly nothingBelow: number;
}

/**
 * As in `abstain.ts`: by the embedding model's id, fitted by `npx node eval/quality/fit-abstention.ts`. On 353 development
 * questions, each left out of the fit in ten parts, 91 of 112 without an answer are doubted (as many as are when passages are read)
 * and 182 of 241 others are not (216 when read). Those that are doubted are read before a model is asked.
 */
const FITTED: Readonly<Record<string, Confidence>> = {
  "all-MiniLM-L6-v2-int8": {
    intercept: -6.08,
    nearness: 7.06,
    prominence: 6.48,
    coverage: 3.04,
    lead: 6.09,
    likelyFrom: 0.5,
    nothingBelow: 0.05,
  },
};

/** likely: the passages answer; doubtful: they may not; nothing: they do not, and no language model knows more. */
export type Prospect = "likely" | "doubtful" | "nothing";

/** What to expect of the passages, before they are read. */
export function prospectOf(
  request: AnswerRequest,
  { id }: Pick<EmbeddingModel, "id">,
  identifiers: readonly Identifier[],
): Prospect {
  const units = promisingUnits(request);
  // What is asked about by name, or by another number than those that stand there, is nowhere.
  const isUnknown =
    unknownIn(identifiers, units).length > 0 || unknownNames(request.question, request.passages).length > 0;
  if (units.length === 0 || isUnknown) return "nothing";
  const signals = retrievalSignals(request, units);
  const isCovered = identifiers.length > 0 || signals.coverage >= COVERED;
  const fitted = Object.hasOwn(FITTED, id) ? FITTED[id] : undefined;
  // Without anything fitted the question's words tell.
  const probability = fitted === undefined ? Number(isCovered) : logistic<RetrievalSignals>(fitted, signals);
  if (fitted !== undefined && probability < fitted.nothingBelow && !isCovered) return "nothing";
  return identifiers.length > 0 || probability >= (fitted?.likelyFrom ?? 1) ? "likely" : "doubtful";
}

/** @param units the most promising first */
export function retrievalSignals(
  { passages }: Pick<AnswerRequest, "passages">,
  [best, next]: readonly PromisingUnit[],
): RetrievalSignals {
  const cosines = passages.flatMap(
    ({ candidate }) => explanationOf("dense", candidate.explanation)?.value ?? [],
  );
  const nearness = Math.max(0, ...cosines);
  const mean = cosines.reduce((sum, cosine) => sum + cosine, 0) / Math.max(1, cosines.length);
  return {
    nearness,
    prominence: nearness - mean,
    coverage: best?.covered ?? 0,
    lead: best === undefined || next === undefined ? 0 : best.promise - next.promise,
  };
}
