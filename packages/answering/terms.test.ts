import fc from "fast-check";
import { expect, test } from "vitest";
import { contentTerms, segmentedWords, wordsOf } from "./terms.ts";

test.each([
  ["day", "days"],
  ["claim", "claimed"],
  ["claim", "claiming"],
  ["carry", "carries"],
  ["approve", "approval"],
  ["review", "reviewers"],
  ["month", "monthly"],
  ["pay", "payment"],
  ["stop", "stopped"],
  ["director", "director's"],
])("%s and %s are the same word to a question", (one, other) => {
  expect(contentTerms(one)).toEqual(contentTerms(other));
});

test.each([
  ["bus", "but"],
  ["plan", "plane tree"],
  ["27", "28"],
  ["G4", "G5"],
])("%s and %s are not", (one, other) => {
  expect(contentTerms(one)).not.toEqual(contentTerms(other));
});

test("what every question has in common is no subject", () => {
  expect(contentTerms("How many of them do I get, and when?")).toEqual([]);
});

test("Chinese and German have words too", () => {
  expect(contentTerms("年假有多少天？").length).toBeGreaterThan(1);
  expect(contentTerms("Kündigungsfrist")).toEqual(["kündigungsfrist"]);
});

test("Latin text has the words that Intl.Segmenter finds in it", () => {
  const text = fc.string({
    unit: fc.constantFrom(...`aB12_.',;:-"\n\t/ $%&()@#+=éßÖñ×÷ø–—‘’“”•…\u00a0Ąſ`),
    maxLength: 14,
  });
  fc.assert(
    fc.property(text, (text) => {
      expect(wordsOf(text)).toEqual(segmentedWords(text));
    }),
    { numRuns: 20_000 },
  );
});
