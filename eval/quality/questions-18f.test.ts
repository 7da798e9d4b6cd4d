import { join } from "node:path";
import { expect, test } from "vitest";
import { readQuestions } from "./questions.ts";

// The documents are not part of this repository, so that quotes can only be held against them by the fit.
const questions = await readQuestions(join(import.meta.dirname, "dev/questions-18f.jsonl"));

test("the 18F questions are as many as the README states, each with an id of its own", () => {
  expect(questions).toHaveLength(94);
  expect(questions.filter(({ answerable }) => !answerable)).toHaveLength(49);
  expect(new Set(questions.map(({ id }) => id)).size).toBe(94);
});

test("an 18F question has passages and an answer exactly where it is answerable", () => {
  for (const { answerable, answer, passages } of questions) {
    expect(passages.length > 0).toBe(answerable);
    expect(answer !== null).toBe(answerable);
  }
});
