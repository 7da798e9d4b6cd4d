import { agree } from "../agreement/agree.ts";
import { normalise } from "../normalise/normalise.ts";
import {
  type CalibrationAims,
  chooseThreshold,
  type JudgedPair,
  type ThresholdChoice,
} from "./choose-threshold.ts";
import { minePairs } from "./mine-pairs.ts";
import { type GivenAnswer, isSameAnswer } from "./same-answer.ts";

/** What each question is compared with is what the cache looks at: see `near` of the port. */
const NEAREST = 5;
/** The latest ones: comparing each with each before it takes some seconds. */
export const MOST_QUESTIONS = 5_000;
/** Some milliseconds. */
const NORMALISED_AT_ONCE = 100;
/** Each is answered twice at most. */
const MOST_PAIRS = 1_000;

export interface CalibrationParts {
  /** One vector for each, of unit length. */
  readonly embed: (questions: readonly string[]) => Promise<readonly Float32Array[]>;
  /** Answers it anew, whatever is cached. */
  readonly answer: (question: string) => Promise<GivenAnswer>;
  /** Cosines at which people were given an answer and said that it is wrong: they weigh as much as pairs that are judged here. */
  readonly wrongHits: readonly number[];
  /** Lets whoever waits go first. @throws where nobody wants to know any more */
  readonly breathe: () => Promise<void>;
}

export interface CalibrationReport extends ThresholdChoice {
  /** Different ones that were looked at. */
  readonly questions: number;
  /** That would have been given the answer to another one. */
  readonly pairs: number;
  /** Of those, how many are told nothing, and so tell nothing. */
  readonly unanswered: number;
  /** Wrong ones that people told of, among those that were judged. */
  readonly reported: number;
}

/**
 * From which cosine on a question may be given the answer to another one: asks these questions, oldest first, of a cache that is
 * empty at first, and answers each that would have been given an answer to compare it with its own.
 */
export async function calibrate(
  asked: Iterable<string>,
  aims: CalibrationAims,
  { embed, answer, wrongHits, breathe }: CalibrationParts,
): Promise<CalibrationReport> {
  const questions = await distinct(asked, breathe);
  const vectors = await embed(questions);
  const pairs = await minePairs(
    questions.map((question, at) => ({ question, vector: vectors[at] as Float32Array })),
    { agree: (one, other) => agree(one, other).agrees, nearest: NEAREST, mostPairs: MOST_PAIRS, breathe },
  );
  const answers = new Map<number, GivenAnswer>();
  const answerTo = async (at: number) => {
    const given = answers.get(at) ?? (await answer(questions[at] as string));
    answers.set(at, given);
    await breathe();
    return given;
  };
  const reported = wrongHits.map((cosine): JudgedPair => ({ cosine, isWrong: true }));
  const judged: JudgedPair[] = [];
  for (const pair of pairs) {
    const isSame = isSameAnswer(await answerTo(pair.asked), await answerTo(pair.answered));
    if (isSame !== undefined) judged.push({ cosine: pair.cosine, isWrong: !isSame });
  }
  return {
    ...chooseThreshold([...judged, ...reported], aims),
    questions: questions.length,
    pairs: pairs.length,
    unanswered: pairs.length - judged.length,
    reported: reported.length,
  };
}

/** The latest of them, each once: what the exact layer takes for the same needs no cosine. */
async function distinct(asked: Iterable<string>, breathe: () => Promise<void>): Promise<string[]> {
  const byKey = new Map<string, string>();
  let read = 0;
  for (const question of asked) {
    if (++read % NORMALISED_AT_ONCE === 0) await breathe();
    const key = normalise(question);
    byKey.delete(key);
    if (key !== "") byKey.set(key, question);
  }
  return [...byKey.values()].slice(-MOST_QUESTIONS);
}
