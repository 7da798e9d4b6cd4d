import { expect, test } from "vitest";
import { saidOfItself } from "./says-of-itself.ts";

test("owner and review date are read where the first block says them", () => {
  const text =
    "owner: boat manager\nreviewed: 2026-04-02\ntags: drone, season\n\nBorrowing equipment\n\nOwner: nobody";
  expect(saidOfItself(text)).toEqual({
    owner: "boat manager",
    review: { label: "reviewed", date: "2026-04-02" },
  });
});

test.each([
  ["last_reviewed: May 2026", { label: "reviewed", date: "May 2026" }],
  ["Last reviewed: 2026-05-01", { label: "reviewed", date: "2026-05-01" }],
  ["review_date: 2027-01-01", { label: "review due", date: "2027-01-01" }],
  ["next-review: 2027-01-01\nreviewed: 2026-01-01", { label: "reviewed", date: "2026-01-01" }],
  ["review: good", null],
])("%j says %j of its review", (text, review) => {
  expect(saidOfItself(text).review).toEqual(review);
});

test.each([
  "Leave\n\nowner: somebody further down",
  "The owner: of a boat",
  `owner: ${"x".repeat(200)}`,
  "owner:",
])("%j names no owner", (text) => {
  expect(saidOfItself(text).owner).toBeNull();
});
