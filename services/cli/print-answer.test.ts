import type { Answer, AnswerPart, Citation } from "@footnote/contracts";
import { expect, test } from "vitest";
import { printAnswer } from "./print-answer.ts";
import { forTerminal } from "./styles.ts";

const citation = (key: string, start: number): Citation => ({
  document: "d",
  bucket: "docs",
  key,
  title: "Leave",
  version: "v",
  headingPath: ["Leave"],
  page: null,
  writtenAt: "2026-03-01T12:00:00Z",
  start,
  end: start + 1,
  quote: "q",
  places: [],
});
const part = (text: string, ...citations: Citation[]): AnswerPart => ({ blocks: [], text, citations });
const answer = (parts: readonly AnswerPart[]): Answer => ({
  status: parts.length === 0 ? "not_found" : "answered",
  parts,
  text: "Nothing relevant was found.",
  citations: [],
  unknown: [],
  searched: { documents: 2, passages: 0, found: [] },
});
const shown = (...args: Parameters<typeof printAnswer>) => forTerminal(printAnswer(...args), false);

test("each source stands once below the answer, and its number wherever it is cited", () => {
  const leave = [citation("leave.md", 0), citation("leave.md", 9)];
  const parts = [
    part("There are 28 days.", ...leave),
    part("Pay goes on.", citation("pay.md", 0), citation("leave.md", 3)),
  ];
  expect(shown(answer(parts))).toBe(
    "There are 28 days. [1]\n\nPay goes on. [2][1]\n\n[1] docs/leave.md: Leave\n[2] docs/pay.md: Leave",
  );
});

test("where there is no answer, what comes closest is shown, and nothing of which nothing is known", () => {
  const result = {
    document: "d",
    version: "v",
    bucket: "docs",
    key: "leave.md",
    title: "Leave",
    headingPath: ["Leave"],
    page: 3,
    text: "",
    start: 0,
    end: 1,
    places: [],
    match: { start: 0, end: 1, text: "28 days" },
  };
  expect(shown(answer([]), [{ ...result, score: 0.4 }])).toBe(
    "Nothing relevant was found.\n\nWhat comes closest:\n\n1. docs/leave.md, page 3  (0.400)\n   Leave\n   28 days",
  );
  expect(shown(answer([]), [{ ...result, score: 0 }])).toBe("Nothing relevant was found.");
});
