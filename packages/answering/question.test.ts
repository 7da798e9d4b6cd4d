import fc from "fast-check";
import { expect, test } from "vitest";
import { cutToFit, questionWithout, subjectWords } from "./question.ts";
import { wordEmbedder } from "./testing/passages.ts";

const model = (maxTokens: number) => ({ ...wordEmbedder.model, maxTokens });

test("a text that may be too long for the model is cut, one that is not stays", () => {
  expect(cutToFit("two words", model(256))).toBe("two words");
  expect(cutToFit("年".repeat(300), model(256))).toBe("年".repeat(254));
  // A Hangul syllable is up to three letters, each of which may be a token.
  expect(cutToFit("한".repeat(300), model(256))).toBe("한".repeat(84));
  expect(cutToFit("🚀".repeat(300), model(256)).isWellFormed()).toBe(true);
});

test("the prefix of a passage takes room, too", () => {
  const prefixed = { ...model(256), prefixes: { question: "", passage: "passage: " } };
  expect(cutToFit("年".repeat(300), prefixed)).toBe("年".repeat(245));
});

test("what is left is a beginning of the text with no more characters than the model has tokens", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 400 }), (text) => {
      const cut = cutToFit(text, model(64));
      expect(text.startsWith(cut)).toBe(true);
      expect(cut.normalize("NFD").replace(/\s/gu, "").length).toBeLessThanOrEqual(62);
    }),
  );
});

test("a very long question has a bounded number of subject words, each once", () => {
  const question = Array.from({ length: 500 }, (_, index) => `word${index % 30}`).join(" ");
  expect(subjectWords(question)).toHaveLength(12);
  expect(subjectWords("Days, days and more days of leave?").map(({ word }) => word)).toEqual([
    "Days",
    "leave",
  ]);
});

test("a question without one of its words keeps the others as they stand, and is never empty", () => {
  expect(questionWithout("How many days may a day-guest stay?", "day")).toBe("How many  may a -guest stay?");
  expect(questionWithout("parking", "park")).toBe("?");
});
