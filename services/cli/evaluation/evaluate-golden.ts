import type { Answer } from "@footnote/contracts";
import {
  type GoldenQuestion,
  idBasedContextPrecision,
  idBasedContextRecall,
  isDeclined,
  type Judge,
  type Loss,
  type MeasureRow,
  measureAnswer,
  measurePassages,
  measureRanking,
  measureWithJudge,
  type QuestionResult,
  type QuestionTiming,
} from "@footnote/evaluation";
import { type GoldPlace, type GoldPlaces, holds, touches } from "./gold-places.ts";
import type { EvaluatedSystem, Ranked, RankedSection } from "./system.ts";

/** Sections that an answer may be drawn from. */
const SECTIONS = 10;
const SHOWN_CHARACTERS = 600;

export interface Evaluated {
  readonly result: QuestionResult;
  readonly timing: QuestionTiming;
}

/** Searches and asks, and holds what comes to what is expected. */
export async function evaluateGolden(
  system: EvaluatedSystem,
  placesOf: GoldPlaces,
  judge: Judge | undefined,
  question: GoldenQuestion,
): Promise<Evaluated> {
  const { id, reader } = question;
  const gold = await placesOf(question);
  const ranked = await system.rank(question.question, reader);
  const beforeSearch = performance.now();
  const sections = await system.sections(question.question, reader, SECTIONS);
  const beforeAnswer = performance.now();
  const answer = await system.answer(question.question, reader);
  const timing = {
    id,
    searchMilliseconds: beforeAnswer - beforeSearch,
    answerMilliseconds: performance.now() - beforeAnswer,
  };
  const verbatim = await system.areVerbatim(answer.citations, reader);
  const isVerbatim = new Map(answer.citations.map((citation, index) => [citation, verbatim[index] === true]));
  const statements = answer.parts.map(({ text, citations }) => ({
    text,
    quotes: citations.map(({ quote }) => quote),
  }));
  const judged =
    judge &&
    (await measureWithJudge(judge, {
      question: question.question,
      reference: question.answer,
      declined: isDeclined(answer.status),
      statements,
      contexts: sections.map(({ sectionText }) => sectionText),
    }));
  const isExpected = question.passages.length > 0;
  const ranking = documentsOf(ranked);
  // Where nothing answers, or nobody said where it stands, no document is judged.
  const judgements = isExpected
    ? Object.fromEntries(question.passages.map(({ bucket, key }) => [nameIn(ranked, bucket, key), 1]))
    : {};
  const lost = isExpected ? lossOf(gold, ranked, sections, answer) : undefined;
  const result: QuestionResult = {
    id,
    question: question.question,
    answerable: question.answerable,
    ranking,
    judgements,
    ...(question.answer !== null && { expected: question.answer }),
    sections: sections.map((section) => shownSection(section, gold, isExpected)),
    answer: {
      status: answer.status,
      text: answer.text,
      ...(answer.writing && { writing: answer.writing }),
      ...(answer.unwritten && { unwritten: answer.unwritten }),
      parts: answer.parts.map(({ text, citations }) => ({
        text,
        citations: citations.map((citation) => ({
          bucket: citation.bucket,
          key: citation.key,
          page: citation.page,
          quote: citation.quote,
          isVerbatim: isVerbatim.get(citation) === true,
        })),
      })),
    },
    ...(lost !== undefined && { loss: lost }),
    measures: {
      ...(isExpected && found(ranking, judgements, sections, gold)),
      ...measureAnswer(question, {
        status: answer.status,
        statements,
        citations: answer.citations.map((citation) => ({
          page: citation.page,
          isVerbatim: isVerbatim.get(citation) === true,
          isGold: touches(citation, gold),
        })),
        sections: sections.map((section) => ({ text: section.sectionText, holds: holds(section, gold) })),
      }),
      ...judged,
      ...(system.cache === "on" && { given_again: Number(answer.cached !== undefined) }),
    },
  };
  return { result, timing };
}

function found(
  ranking: QuestionResult["ranking"],
  judgements: QuestionResult["judgements"],
  sections: readonly RankedSection[],
  gold: readonly GoldPlace[],
): MeasureRow {
  const shown = sections.map(({ bucket, key }) => `${bucket}/${key}`);
  const relevant = new Set(Object.keys(judgements));
  return {
    ...measureRanking(new Map(ranking), new Map(Object.entries(judgements))),
    ...measurePassages(sections.map((section) => holds(section, gold))),
    id_based_context_precision: idBasedContextPrecision(shown, relevant),
    id_based_context_recall: idBasedContextRecall(shown, relevant),
  };
}

/** A document ranks where its best chunk ranks. Scores fall by one from place to place, so that no tie is read otherwise. */
function documentsOf(ranked: readonly Ranked[]): (readonly [string, number])[] {
  const names = new Set(ranked.map(({ bucket, key }) => `${bucket}/${key}`));
  return [...names].map((name, index) => [name, names.size - index] as const);
}

/** A passage that names no bucket is in the one where such a document was found. */
function nameIn(ranked: readonly Ranked[], bucket: string | undefined, key: string): string {
  const known = bucket ?? ranked.find((one) => one.key === key)?.bucket ?? ranked[0]?.bucket ?? "";
  return `${known}/${key}`;
}

function lossOf(
  gold: readonly GoldPlace[],
  ranked: readonly Ranked[],
  sections: readonly RankedSection[],
  answer: Answer,
): Loss | null {
  if (gold.length === 0) return "not_indexed";
  if (!sections.some((section) => holds(section, gold)))
    return ranked.some((chunk) => touches(chunk, gold)) ? "ranked_away" : "not_retrieved";
  if (isDeclined(answer.status)) return "declined";
  return answer.citations.some((citation) => touches(citation, gold)) ? null : "not_cited";
}

function shownSection(section: RankedSection, gold: readonly GoldPlace[], isExpected: boolean) {
  const { bucket, key, headingPath, page, text, fused, lexical, dense } = section;
  return {
    bucket,
    key,
    headingPath,
    page,
    text: text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS)}…` : text,
    fused: digits(fused),
    ...(lexical && { lexical: { ...lexical, score: digits(lexical.score) } }),
    ...(dense && { dense: { ...dense, score: digits(dense.score) } }),
    ...(isExpected && { holds: holds(section, gold) }),
  };
}

/** Scores are of single precision: their last digits hang on the order in which documents were indexed. */
function digits(score: number): number {
  return Number(score.toPrecision(5));
}
