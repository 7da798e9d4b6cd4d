import type { AnswerRequest, Embedder } from "@footnote/contracts";
import { type Evidence, strangenessOf, supportOf } from "./abstain.ts";
import { isIntact } from "./cite.ts";
import { cutToFit, questionWithout, subjectWords } from "./question.ts";
import {
  coverage,
  embeddedText,
  hasAskedForm,
  isTitle,
  mentions,
  type ReadUnit,
  readUnit,
  relevance,
  weighTerms,
} from "./score.ts";
import { type ContentWord, contentTerms } from "./terms.ts";
import { type Unit, unitsOf } from "./units.ts";

/** Passages that are read for an answer, best first. */
const PASSAGES_READ = 6;
/** Units that are compared with the question by the model: about 2 ms each. */
const UNITS_EMBEDDED = 24;

/** Of cosine: enough to put a title behind the sentences that it stands above. */
const TITLE_COST = 0.15;

export interface RankedUnit extends ReadUnit {
  readonly vector: Float32Array;
  /** Of the question with the unit under its heading; less for what is only a title. */
  readonly cosine: number;
  readonly relevance: number;
  /** Which of the question's terms stand in the unit itself. */
  readonly asked: ReadonlySet<string>;
}

export interface Ranking {
  /** The units that may be part of the answer, best first; never empty. */
  readonly ranked: readonly RankedUnit[];
  /** Every unit of the passages and of the sections around them, each passage's in reading order. */
  readonly units: readonly Unit[];
  readonly evidence: Evidence;
}

/** Undefined where the passages hold nothing that can be quoted. */
export async function rank(embedder: Embedder, request: AnswerRequest): Promise<Ranking | undefined> {
  const { question, questionVector, signal } = request;
  const units = request.passages.filter(isIntact).slice(0, PASSAGES_READ).flatMap(unitsOf);
  const promising = mostPromising(question, units);
  if (promising.length === 0) return undefined;
  const words = subjectWords(question);
  const texts = [
    ...promising.map(({ unit }) => embeddedText(unit)),
    ...words.map(({ term }) => questionWithout(question, term)),
  ];
  const { maxTokens } = embedder.model;
  const vectors = await embedder.embedChunks(
    texts.map((text) => cutToFit(text, maxTokens)),
    signal,
  );
  const ranked = promising
    .map((read, index) => {
      const vector = vectors[index] as Float32Array;
      const cosine = innerProduct(questionVector, vector) - (isTitle(read.unit) ? TITLE_COST : 0);
      const askedForm = hasAskedForm(question, read.unit.text);
      const asked = new Set(words.map(({ term }) => term).filter((term) => read.terms.has(term)));
      return { ...read, vector, cosine, relevance: relevance(cosine, read.covered, askedForm), asked };
    })
    .toSorted((a, b) => b.relevance - a.relevance);
  const evidence = evidenceOf(ranked, questionVector, words, vectors.slice(promising.length));
  return { ranked, units, evidence };
}

/** `without` has for each word the embedding of the question without it. */
function evidenceOf(
  ranked: readonly RankedUnit[],
  questionVector: Float32Array,
  words: readonly ContentWord[],
  without: readonly Float32Array[],
): Evidence {
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
  return { nearness, prominence, support: supportOf(read), strangeness: strangenessOf(read) };
}

/** Those with most of the question's words and, among equals, of the better passage. */
function mostPromising(
  question: string,
  units: readonly Unit[],
): (ReadUnit & { readonly covered: number })[] {
  const distinct = new Map<string, ReadUnit>();
  for (const unit of units) {
    const isAnswer = unit.inPassage && !/[?？]$/u.test(unit.text);
    if (isAnswer && !distinct.has(unit.text)) distinct.set(unit.text, readUnit(unit));
  }
  const read = [...distinct.values()];
  const weights = weighTerms(question, read);
  const places = [...new Set(read.map(({ unit }) => unit.passage))];
  return read
    .map((each) => {
      const covered = coverage(weights, each);
      const place = 1 / (1 + places.indexOf(each.unit.passage));
      return { ...each, covered, promise: relevance(place, covered, hasAskedForm(question, each.unit.text)) };
    })
    .toSorted((a, b) => b.promise - a.promise)
    .slice(0, UNITS_EMBEDDED);
}

function innerProduct(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let index = 0; index < a.length; index++) sum += (a[index] as number) * (b[index] as number);
  return sum;
}
