import { expect, test } from "vitest";
import { footnoteOf, numberFootnotes } from "./footnotes.ts";

const citation = (document: string, start: number, version = "v1") => ({
  document,
  bucket: "handbook",
  key: `${document}.md`,
  title: document,
  version,
  headingPath: [],
  page: null,
  start,
  end: start + 5,
  places: [],
  quote: "quote",
});

test("footnotes are numbered as they first occur, and the same passage keeps its number", () => {
  const [a, b, other] = [citation("a", 0), citation("b", 0), citation("a", 9)];
  const answer = numberFootnotes([
    { text: "One.", citations: [b, a] },
    { text: "Two.", citations: [{ ...b }, other] },
    { text: "Three.", citations: [a, { ...a }] },
  ]);
  expect(answer.sentences.map((sentence) => sentence.footnotes)).toEqual([[1, 2], [1, 3], [2]]);
  expect(answer.footnotes).toEqual([b, a, other]);
});

test("the same span of two versions is two footnotes", () => {
  const answer = numberFootnotes([{ text: "One.", citations: [citation("a", 0), citation("a", 0, "v2")] }]);
  expect(answer.sentences[0]?.footnotes).toEqual([1, 2]);
});

test("a sentence that arrives later never changes the numbers before it", () => {
  const sentences = [0, 1, 0, 2].map((start) => ({ text: "s", citations: [citation("a", start)] }));
  const whole = numberFootnotes(sentences).sentences;
  for (let count = 0; count <= sentences.length; count++) {
    expect(numberFootnotes(sentences.slice(0, count)).sentences).toEqual(whole.slice(0, count));
  }
});

test("only a footnote's own fragment opens one", () => {
  expect(footnoteOf("#footnote-12")).toBe(12);
  expect(["", "#content", "#footnote-", "#footnote-1x"].map(footnoteOf)).toEqual(Array(4).fill(undefined));
});
