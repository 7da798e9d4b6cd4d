import type { Answer, AnswerPart } from "@footnote/contracts";
import { type JudgedQuestion, saysAll, saysForbidden } from "./judged-question.ts";

export type Verdict = "right" | "wrong" | "refused" | "declined" | "answered without ground";

export interface Judged {
  readonly question: JudgedQuestion;
  readonly answer: Answer;
  readonly verdict: Verdict;
  /** Whether the first one and the first two sections that search returns hold all that is asked for. */
  readonly held: readonly [first: boolean, firstTwo: boolean];
  /** Whether a right page is cited; undefined where the question names none. */
  readonly rightPage: boolean | undefined;
}

/** @param sections what search returns for the question, best first */
export function judge(question: JudgedQuestion, answer: Answer, sections: readonly string[]): Judged {
  const said = answer.parts.flatMap(({ text, citations }) => [text, ...citations.map(({ quote }) => quote)]);
  const text = said.join("\n");
  const isAnswered = answer.status !== "closest" && answer.status !== "not_found";
  const verdict = question.answerable
    ? !isAnswered
      ? "refused"
      : saysAll(question, text) && !saysForbidden(question, text)
        ? "right"
        : "wrong"
    : isAnswered
      ? "answered without ground"
      : "declined";
  const holds = (count: number) =>
    question.answerable && saysAll(question, sections.slice(0, count).join("\n"));
  const { pages } = question;
  return {
    question,
    answer,
    verdict,
    held: [holds(1), holds(2)],
    rightPage: pages && answer.citations.some(({ page }) => page !== null && pages.includes(page)),
  };
}

/** Words of an answer outside tables and lists: what a person reads through. */
export function proseWords({ parts }: Answer): number {
  return parts.reduce((sum, part) => sum + proseOf(part), 0);
}

function proseOf({ blocks }: AnswerPart): number {
  const runs = blocks.flatMap((block) => (block.kind === "paragraph" ? block.runs : []));
  return runs.reduce((sum, { text }) => sum + (text.match(/\S+/gu)?.length ?? 0), 0);
}
