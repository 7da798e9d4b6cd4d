import type { Candidate, CandidateBar } from "@footnote/contracts";
import { expect, test } from "vitest";
import { barOfSections } from "./bar-of-sections.ts";

const BAR: CandidateBar = { fused: 0.1, lexical: null, dense: { best: 0.9, least: 0.2, weight: 1 } };

function candidate(document: string, section: number, value: number): Candidate {
  return {
    document,
    version: "1",
    parent: { start: section, end: section + 10 },
    explanation: { stage: "fusion", value, details: [] },
  } as unknown as Candidate;
}
const candidates = [
  candidate("a", 0, 0.9),
  candidate("a", 0, 0.8),
  candidate("b", 0, 0.6),
  candidate("a", 50, 0.4),
  candidate("c", 0, 0.1),
];

test("a chunk has to reach what opens the last section of those that are taken", () => {
  expect(barOfSections(BAR, candidates, 2)).toEqual({ ...BAR, fused: 0.6 });
  expect(barOfSections(BAR, candidates, 3)).toEqual({ ...BAR, fused: 0.4 });
});

test("where there is room for more sections it has to reach the last candidate, as before", () => {
  expect(barOfSections(BAR, candidates, 5)).toEqual(BAR);
  expect(barOfSections(BAR, [], 2)).toEqual(BAR);
});

test("what scores do not tell of the candidates they do not tell of the sections", () => {
  expect(barOfSections(null, candidates, 2)).toBeNull();
});
