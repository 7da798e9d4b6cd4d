import type { FoundPassage } from "@footnote/client";
import { expect, test } from "vitest";
import { printResults } from "./print-search.ts";

const passage = (key: string, score = 1): FoundPassage => ({
  document: key,
  version: "1",
  bucket: "docs",
  key,
  title: key,
  headingPath: [key],
  page: null,
  score,
  text: "Text.",
  start: 0,
  end: 5,
  places: [],
  match: { start: 0, end: 5, text: "Text." },
});

test("a list that is as long as was asked for says how more is shown, and no other does", () => {
  const two = [passage("a.md"), passage("b.md")];
  expect(printResults(two, 2)).toContain("There may be more: --limit 100");
  expect(printResults(two, 3)).not.toContain("more");
  expect(printResults([...two, passage("c.md", 0)], 3)).not.toContain("more");
  expect(
    printResults(
      Array.from({ length: 100 }, () => passage("a.md")),
      100,
    ),
  ).not.toContain("more");
});
