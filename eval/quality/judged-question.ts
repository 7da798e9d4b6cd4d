import { readFile } from "node:fs/promises";

/**
 * A question with rules that a person can check: what an answer must say and must not. One JSON object per line of a
 * file; `must` and `mustNot` are regular expressions, looked for in the answer's text without regard to case, white
 * space collapsed.
 */
export interface JudgedQuestion {
  readonly id: string;
  readonly kind: string;
  readonly question: string;
  readonly answerable: boolean;
  /** All of them in a whole answer. Empty where it is not answerable. */
  readonly must: readonly string[];
  /** None of them in a right one. */
  readonly mustNot: readonly string[];
  /** Pages of a PDF of which one is cited by a right answer; undefined where the documents have none. */
  readonly pages?: readonly number[];
}

/** @throws Error naming the line where it is not a question. */
export async function readJudgedQuestions(path: string): Promise<JudgedQuestion[]> {
  const lines = (await readFile(path, "utf8")).trim().split("\n");
  return lines.map((line, index) => {
    try {
      const question = JSON.parse(line) as JudgedQuestion;
      for (const rule of [...question.must, ...question.mustNot]) ruleOf(rule);
      if (question.must.length > 0 !== question.answerable) throw new Error("must and answerable disagree");
      return question;
    } catch (cause) {
      throw new Error(`${path}, line ${index + 1}: ${(cause as Error).message}`, { cause });
    }
  });
}

export function ruleOf(source: string): RegExp {
  return new RegExp(source, "isu");
}

/** Whether the text says all that must be said. */
export function saysAll(question: JudgedQuestion, text: string): boolean {
  const line = text.replace(/\s+/gu, " ");
  return question.must.every((rule) => ruleOf(rule).test(line));
}

export function saysForbidden(question: JudgedQuestion, text: string): boolean {
  const line = text.replace(/\s+/gu, " ");
  return question.mustNot.some((rule) => ruleOf(rule).test(line));
}
