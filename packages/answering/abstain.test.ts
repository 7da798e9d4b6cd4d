import { expect, test } from "vitest";
import {
  type AbstentionThresholds,
  answerability,
  strangenessOf,
  supportOf,
  thresholdsFor,
} from "./abstain.ts";

const THRESHOLDS = thresholdsFor({ id: "all-MiniLM-L6-v2-int8" }) as AbstentionThresholds;

const word = (importance: number, inUnit: boolean, inPassage: boolean, pull: number) => ({
  importance,
  inUnit,
  inPassage,
  pull,
});

test("a word in the sentence supports it most, then one in the passage, then one that draws the question to it", () => {
  const support = [
    word(0.5, true, true, 0),
    word(0.5, false, true, 0),
    word(0.5, false, false, 0.25),
    word(0.5, false, false, 0.05),
    word(0.5, false, false, -0.1),
    word(0.5, false, false, 0.9),
  ].map((each) => supportOf([each]));
  expect(support).toEqual([1, 0.8, 0.5, 0.1, 0, 1]);
});

test("a word that matters to the question matters to its support, one that changes nothing does not", () => {
  const strange = word(0.8, false, false, 0);
  const familiar = word(0.2, true, true, 0);
  expect(supportOf([strange, familiar])).toBeCloseTo(0.2);
  expect(supportOf([strange, familiar, word(0, false, false, 0)])).toBeCloseTo(0.2);
});

test("a word that the sentence lacks is strange where the sentence is nearer to the question without it", () => {
  expect(strangenessOf([word(0.5, false, false, -0.2), word(0.5, false, true, -0.1)])).toBeCloseTo(-0.3);
  expect(strangenessOf([word(0.5, true, true, -0.2)])).toBe(0);
  expect(strangenessOf([word(0.5, false, false, 0.2)])).toBe(0);
});

test("a question without a subject has no support and nothing strange", () => {
  expect(supportOf([])).toBe(0);
  expect(strangenessOf([])).toBe(0);
});

test("the nearer, the more prominent, the better supported, the less strange and the farther ahead, the likelier an answer", () => {
  const middling = { nearness: 0.6, prominence: 0.3, support: 0.6, strangeness: -0.05, lead: 0.05 };
  const better = [
    { nearness: 0.7 },
    { prominence: 0.4 },
    { support: 0.7 },
    { strangeness: 0 },
    { lead: 0.1 },
  ].map((signal) => answerability(THRESHOLDS, { ...middling, ...signal }));
  for (const each of better) expect(each).toBeGreaterThan(answerability(THRESHOLDS, middling));
  expect(
    answerability(THRESHOLDS, { nearness: 0.8, prominence: 0.5, support: 0.9, strangeness: 0, lead: 0.1 }),
  ).toBeGreaterThan(THRESHOLDS.answeredFrom);
  expect(
    answerability(THRESHOLDS, { nearness: 0.3, prominence: 0.1, support: 0.3, strangeness: -0.2, lead: 0 }),
  ).toBeLessThan(THRESHOLDS.answeredFrom);
});
