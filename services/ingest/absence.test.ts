import { expect, test } from "vitest";
import { isSameBucket, judgeDeletion, judgePlace, placeWith } from "./absence.ts";

const LIMITS = { documents: 20, percent: 30, waitSeconds: 600 };

test.each([
  // answerable, gone, is empty, waited, verdict
  [1, 1, true, 0, "delete"],
  [2, 1, false, 0, "delete"],
  [2, 2, true, 0, "person"],
  // Seen while more is still to come.
  [5, 1, true, 0, "person"],
  [2, 2, false, 0, "delete"],
  [5, 5, true, 0, "person"],
  [5, 5, true, 100_000, "person"],
  [5, 4, false, 0, "delete"],
  [20, 20, false, 0, "delete"],
  [21, 21, false, 0, "second look"],
  [21, 21, true, 600, "person"],
  [70, 21, false, 0, "delete"],
  [69, 21, false, 0, "second look"],
  [69, 21, false, 599, "second look"],
  [69, 21, false, 600, "delete"],
  [10_000, 3_000, false, 0, "delete"],
  [10_000, 3_001, false, 0, "second look"],
  [10_000, 10_000, true, 0, "person"],
  [0, 0, true, 0, "delete"],
] as const)(
  "R9: of %i documents %i gone (nothing left: %s), for %i seconds: %s",
  (answerable, gone, isEmpty, waitedSeconds, verdict) => {
    expect(judgeDeletion({ answerable, gone, isEmpty, waitedSeconds }, LIMITS)).toBe(verdict);
  },
);

const place = (identity: string, ...parts: string[]) => ({ identity, parts });

test.each([
  ["one that was never seen before", undefined, place("1"), false, []],
  ["the one that is known", place("1"), place("1"), true, []],
  ["another one", place("1"), place("2"), false, []],
  ["the known one without a part of it", place("1", "a", "b"), place("1", "b"), true, ["a"]],
  ["the known one with a new part", place("1", "a"), place("1", "a", "b"), true, []],
  ["another one without a part of the known one", place("1", "a"), place("2"), false, ["a"]],
])("R9: a place is told: %s", (_, remembered, found, isSame, missing) => {
  expect(judgePlace(remembered, found)).toEqual({ isSame, missing });
});

test("R9: a part that is missing stays remembered", () => {
  expect(placeWith(place("2", "b"), ["a", "b"])).toEqual(place("2", "a", "b"));
});

test.each([
  [32, 0, true],
  [17, 15, true],
  [16, 16, false],
  [1, 0, true],
  [0, 1, false],
  [0, 0, false],
])("R9: of the sampled documents %i are the same and %i not: accepted %s", (same, other, isAccepted) => {
  expect(isSameBucket({ same, other })).toBe(isAccepted);
});
