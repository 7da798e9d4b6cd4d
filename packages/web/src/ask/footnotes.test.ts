import { expect, test } from "vitest";
import { byDocument, footnoteOf, numberFootnotes } from "./footnotes.ts";

const citation = (document: string, start: number, version = "v1") => ({
  document,
  bucket: "handbook",
  key: `${document}.md`,
  title: document,
  version,
  headingPath: [],
  page: null,
  writtenAt: "2026-03-01T12:00:00.000Z",
  start,
  end: start + 5,
  places: [],
  quote: "quote",
});

test("footnotes are numbered as they first occur, and the same passage keeps its number", () => {
  const [a, b, other] = [citation("a", 0), citation("b", 0), citation("a", 9)];
  const answer = numberFootnotes([
    { text: "One.", blocks: [], citations: [b, a] },
    { text: "Two.", blocks: [], citations: [{ ...b }, other] },
    { text: "Three.", blocks: [], citations: [a, { ...a }] },
  ]);
  expect(answer.parts.map((part) => part.footnotes)).toEqual([[1, 2], [1, 3], [2]]);
  expect(answer.footnotes).toEqual([b, a, other]);
});

test("the same span of two versions is two footnotes", () => {
  const answer = numberFootnotes([
    { text: "One.", blocks: [], citations: [citation("a", 0), citation("a", 0, "v2")] },
  ]);
  expect(answer.parts[0]?.footnotes).toEqual([1, 2]);
});

test("a part that arrives later never changes the numbers before it", () => {
  const parts = [0, 1, 0, 2].map((start) => ({ text: "s", blocks: [], citations: [citation("a", start)] }));
  const whole = numberFootnotes(parts).parts;
  for (let count = 0; count <= parts.length; count++) {
    expect(numberFootnotes(parts.slice(0, count)).parts).toEqual(whole.slice(0, count));
  }
});

test("footnotes stand together by document, and keep their numbers", () => {
  const [a, b, other] = [citation("a", 0), citation("b", 0), citation("a", 9)];
  expect(byDocument([a, b, other]).map((group) => group.map(({ number }) => number))).toEqual([[1, 3], [2]]);
});

test("only a footnote's own fragment opens one", () => {
  expect(footnoteOf("#footnote-12")).toBe(12);
  expect(["", "#content", "#footnote-", "#footnote-1x"].map(footnoteOf)).toEqual(Array(4).fill(undefined));
});
