import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { splitSentences } from "./sentences.ts";

const sentencesOf = (text: string) =>
  splitSentences(text, 0, text.length).map(({ start, end }) => text.slice(start, end));

describe("a paragraph falls into its sentences", () => {
  test.each([
    ["Ask first. Then go.", ["Ask first.", "Then go."]],
    ["Is it free? Yes! It is.", ["Is it free?", "Yes!", "It is."]],
    ["The answer is no. Ask again in May.", ["The answer is no.", "Ask again in May."]],
    ["费用可以报销。请保留收据！", ["费用可以报销。", "请保留收据！"]],
    ["Der Antrag ist schriftlich. Er gilt ein Jahr.", ["Der Antrag ist schriftlich.", "Er gilt ein Jahr."]],
  ])("%s", (text, sentences) => {
    expect(sentencesOf(text)).toEqual(sentences);
  });

  test.each([
    "Bring a torch, e.g. a head lamp, and gloves.",
    "Dr. Meier and Prof. Okafor decide.",
    "See no. 12 and fig. 3 in the annex.",
    "Der Urlaub beginnt am 3. Mai und z. B. nicht vorher.",
    "J. R. Smith signs.",
    "1. Ring the duty phone before 08:30.",
    "It costs 3.50 euros at example.org.",
  ])("this is one sentence: %s", (text) => {
    expect(sentencesOf(text)).toEqual([text]);
  });

  test("a line break inside a sentence does not end it", () => {
    expect(sentencesOf("Check in every two\nhours by radio. Fog comes\nin fast.")).toEqual([
      "Check in every two\nhours by radio.",
      "Fog comes\nin fast.",
    ]);
  });

  test("nothing but white space is lost, no sentence is longer than a person checks, and none splits a character", () => {
    const word = fc.oneof(
      fc.constantFrom("Dr.", "e.g.", "3.", "A", "b;", "。", "🚀", "\n", "x".repeat(900)),
      fc.string({ unit: "grapheme" }),
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 60 }), (parts) => {
        const text = parts.join(" ");
        const sentences = sentencesOf(text);
        expect(sentences.join("").replace(/\s/gu, "")).toBe(text.replace(/\s/gu, ""));
        for (const sentence of sentences) {
          expect(sentence.length).toBeLessThanOrEqual(600);
          if (text.isWellFormed()) expect(sentence.isWellFormed()).toBe(true);
        }
      }),
    );
  });
});
