import type { Answerer, AnswerPassage, AnswerRequest, Embedder } from "@footnote/contracts";
import { ANSWERED_FROM, answerability, type Evidence } from "./abstain.ts";
import { cite, isIntact } from "./cite.ts";
import {
  coverage,
  coverageOf,
  embeddedText,
  hasAskedForm,
  relevance,
  type ScoredUnit,
  type TermWeights,
  weighTerms,
} from "./score.ts";
import { selectUnits } from "./select.ts";
import { type Unit, unitsOf } from "./units.ts";

/** Passages whose units may be shown: an answer lies further down too seldom to read on. */
const PASSAGES_READ = 6;
/** Units that are compared with the question by the model: about 10 ms each on one core. */
const UNITS_EMBEDDED = 24;

/**
 * Answers with the passages' own sentences, list items and table rows: nothing is generated, so nothing that a
 * document says can be more than quoted. Yields nothing where the passages do not answer the question.
 */
export function extractiveAnswerer({ embedder }: { readonly embedder: Embedder }): Answerer {
  return {
    id: "extractive",
    async *answer(request) {
      request.signal?.throwIfAborted();
      const reading = await read(embedder, request);
      if (!reading || answerability(reading.evidence) < ANSWERED_FROM) return;
      for (const unit of selectUnits(reading.ranked, reading.units)) {
        request.signal?.throwIfAborted();
        const citation = cite(unit.passage, unit);
        if (citation) yield { text: unit.text, citations: [citation] };
      }
    },
  };
}

interface Reading {
  /** Best first. */
  readonly ranked: readonly ScoredUnit[];
  /** Every unit of the passages and the sections around them, each passage's in reading order. */
  readonly units: readonly Unit[];
  readonly evidence: Evidence;
}

/** What is known of the passages before it is decided whether they answer; undefined where they hold no text. */
export async function read(embedder: Embedder, request: AnswerRequest): Promise<Reading | undefined> {
  const { question, questionVector, signal } = request;
  const passages = request.passages.filter(isIntact).slice(0, PASSAGES_READ);
  const units = passages.flatMap((passage) => unitsOf(passage));
  const weights = weighTerms(question, units);
  const promising = mostPromising(units, passages, question, weights);
  if (promising.length === 0) return undefined;
  const vectors = await embedder.embedChunks(promising.map(embeddedText), signal);
  const ranked = promising
    .map((unit, index) => scored(unit, innerProduct(questionVector, vectors[index]), question, weights))
    .toSorted((a, b) => b.relevance - a.relevance);
  return { ranked, units, evidence: evidenceOf(ranked, passages, weights) };
}

/** Only these are embedded: those with most of the question's words, and of the better passage among equals. */
function mostPromising(
  units: readonly Unit[],
  passages: readonly AnswerPassage[],
  question: string,
  weights: TermWeights,
): Unit[] {
  const distinct = new Map<string, Unit>();
  for (const unit of units) {
    if (unit.inPassage && !unit.text.endsWith("?") && !distinct.has(unit.text)) distinct.set(unit.text, unit);
  }
  const promise = (unit: Unit) =>
    relevance(
      1 / (1 + passages.indexOf(unit.passage)),
      coverageOf(weights, unit),
      hasAskedForm(question, unit.text),
    );
  return [...distinct.values()]
    .map((unit) => ({ unit, promise: promise(unit) }))
    .toSorted((a, b) => b.promise - a.promise)
    .slice(0, UNITS_EMBEDDED)
    .map(({ unit }) => unit);
}

function scored(unit: Unit, cosine: number, question: string, weights: TermWeights): ScoredUnit {
  const covered = coverageOf(weights, unit);
  const askedForm = hasAskedForm(question, unit.text);
  return { unit, cosine, coverage: covered, relevance: relevance(cosine, covered, askedForm) };
}

function evidenceOf(
  ranked: readonly ScoredUnit[],
  passages: readonly AnswerPassage[],
  weights: TermWeights,
): Evidence {
  const sentenceCosine = Math.max(...ranked.map(({ cosine }) => cosine));
  const cosines = passages.flatMap(({ candidate }) => candidate.explain.dense?.score ?? []);
  return {
    sentenceCosine,
    // A lexical search has no passage cosines.
    passageCosine: cosines.length > 0 ? Math.max(...cosines) : sentenceCosine,
    sentenceCoverage: Math.max(...ranked.map((unit) => unit.coverage)),
    passageCoverage: Math.max(
      ...passages.map(({ candidate }) => coverage(weights, candidate.text, candidate.headingPath.join(" "))),
    ),
  };
}

function innerProduct(a: Float32Array, b: Float32Array | undefined): number {
  return b ? a.reduce((sum, value, index) => sum + value * (b[index] ?? 0), 0) : 0;
}
