import type { LiveAnswer, LiveMeasure } from "@footnote/contracts";
import { holm } from "../comparison/holm.ts";
import { lexicalSupport } from "../measures/answers/lexical-support.ts";
import { isDeclined } from "../measures/answers/measure-answer.ts";
import { tokensOf } from "../measures/answers/tokens.ts";
import { shiftProbability } from "./shift.ts";

const SEED = 1;
/** Words of a question that tell what it is about: shorter ones stand in all. */
const SHORTEST_WORD = 4;

/** A live answer, and which of its citations still stand word for word in the version that they name. */
export interface CheckedAnswer extends LiveAnswer {
  readonly quotes: readonly { readonly isVerbatim: boolean }[];
}

/** The mean of the share of each piece's words that stand in what it cites; null where nothing was said. */
export function supportOf({ answer, status }: Pick<LiveAnswer, "answer" | "status">): number | null {
  if (answer === null || isDeclined(status)) return null;
  const supports = answer.parts.flatMap(
    ({ text, citations }) =>
      lexicalSupport(
        text,
        citations.map(({ quote }) => quote),
      ) ?? [],
  );
  return supports.length === 0 ? null : supports.reduce((sum, one) => sum + one, 0) / supports.length;
}

/** What the answers of a period are worth beside those of the period before, measure by measure. */
export function liveMeasures(now: readonly CheckedAnswer[], before: readonly CheckedAnswer[]): LiveMeasure[] {
  const words = new Set(before.flatMap(({ question }) => wordsOf(question)));
  const values: Record<LiveMeasure["name"], (answers: readonly CheckedAnswer[]) => number[]> = {
    answered: (answers) => answers.map(({ status }) => Number(!isDeclined(status))),
    quotes_stand: (answers) =>
      answers.flatMap(({ quotes }) => quotes.map(({ isVerbatim }) => Number(isVerbatim))),
    words_cited: (answers) => answers.flatMap((answer) => supportOf(answer) ?? []),
    helpful: (answers) =>
      answers.flatMap(({ feedback }) => (feedback === null ? [] : [Number(feedback.helpful)])),
    milliseconds: (answers) => answers.flatMap(({ milliseconds }) => milliseconds ?? []),
    // Each earlier question is compared with the others of its period: against itself nothing would be unfamiliar.
    unfamiliar_words: (answers) =>
      answers === before
        ? unfamiliarAmong(before)
        : answers.flatMap(({ question }) => (before.length === 0 ? [] : unfamiliar(question, words))),
  };
  const names = Object.keys(values) as LiveMeasure["name"][];
  const measured = names.map((name) => {
    const [own, earlier] = [values[name](now), values[name](before)];
    return { name, own, earlier, probability: shiftProbability(own, earlier, SEED) };
  });
  const corrected = holm(measured.flatMap(({ probability }) => probability ?? []));
  return measured.map(({ name, own, earlier, probability }) => ({
    name,
    now: mean(own),
    before: mean(earlier),
    answers: own.length,
    answersBefore: earlier.length,
    probability: probability === null ? null : (corrected.shift() ?? probability),
  }));
}

/** The share of the question's words that are not among these; nothing where it has none. */
function unfamiliar(question: string, known: ReadonlySet<string>): number[] {
  const words = wordsOf(question);
  return words.length === 0 ? [] : [words.filter((word) => !known.has(word)).length / words.length];
}

function unfamiliarAmong(answers: readonly CheckedAnswer[]): number[] {
  const askedIn = new Map<string, number>();
  for (const { question } of answers)
    for (const word of new Set(wordsOf(question))) askedIn.set(word, (askedIn.get(word) ?? 0) + 1);
  const elsewhere = new Set([...askedIn].flatMap(([word, count]) => (count > 1 ? [word] : [])));
  return answers.flatMap(({ question }) => unfamiliar(question, elsewhere));
}

function wordsOf(question: string): string[] {
  return tokensOf(question).filter((word) => word.length >= SHORTEST_WORD);
}

function mean(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}
