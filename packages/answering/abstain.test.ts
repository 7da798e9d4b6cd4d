import { expect, test } from "vitest";
import { ANSWERED_FROM, answerability, supportOf } from "./abstain.ts";

const word = (importance: number, inUnit: boolean, inPassage: boolean, cosine: number) => ({
  importance,
  inUnit,
  inPassage,
  cosine,
});

test("a word in the sentence supports it most, then one in the passage, then one that means much the same", () => {
  const support = [
    word(0.5, true, true, 0.2),
    word(0.5, false, true, 0.2),
    word(0.5, false, false, 0.5),
    word(0.5, false, false, 0.1),
    word(0.5, false, false, -0.3),
  ].map((each) => supportOf([each]));
  expect(support).toEqual([1, 0.8, 0.5, 0.1, 0]);
});

test("a word that matters to the question matters to its support", () => {
  const strange = word(0.8, false, false, 0);
  const familiar = word(0.2, true, true, 1);
  expect(supportOf([strange, familiar])).toBeCloseTo(0.2);
});

test("a question without a subject has no support", () => {
  expect(supportOf([])).toBe(0);
});

test("the nearer and the better supported, the likelier an answer", () => {
  expect(answerability({ nearness: 0.8, support: 0.9 })).toBeGreaterThan(ANSWERED_FROM);
  expect(answerability({ nearness: 0.3, support: 0.3 })).toBeLessThan(ANSWERED_FROM);
  expect(answerability({ nearness: 0.6, support: 0.5 })).toBeLessThan(
    answerability({ nearness: 0.7, support: 0.5 }),
  );
  expect(answerability({ nearness: 0.6, support: 0.5 })).toBeLessThan(
    answerability({ nearness: 0.6, support: 0.6 }),
  );
});
