import { expect, test } from "vitest";
import { excerptOf } from "./excerpt.ts";

const shown = (passage: string, find: string) =>
  excerptOf(passage, find)
    ?.map(({ text, found }) => (found ? `[${text}]` : text))
    .join("");

test("what was looked for is marked in its other forms too, where all of it stands in the passage", () => {
  expect(shown("Reimbursement is\npaid for hotels. Hotel bars are not.", "hotel reimbursed")).toBe(
    "[Reimbursement] is paid for [hotels]. [Hotel] bars are not.",
  );
  expect(shown("Reimbursement is paid.", "hotel reimbursed")).toBeUndefined();
  expect(shown("The party is on Friday.", "art")).toBeUndefined();
  expect(shown("Anything.", " .*( ")).toBeUndefined();
  expect(shown("每年有二十八天年假。", "年假")).toBe("每年有二十八天[年假]。");
});

test("of a long passage the part around the first of it is shown, cut between words", () => {
  const passage = `${"Leave is planned early. ".repeat(20)}The tide turns. ${"Leave is planned early. ".repeat(20)}`;
  const excerpt = shown(passage, "tide") ?? "";
  expect(excerpt).toMatch(/^… \S.*The \[tide\] turns\. .*\S …$/);
  expect(excerpt.length).toBeLessThan(220);
  for (const passage of [`${"長".repeat(500)}年假${"長".repeat(500)}`, `${"長".repeat(500)}年假。 終`])
    expect(shown(passage, "年假")).toMatch(/^… 長{60}\[年假\]/);
  expect(shown("長".repeat(500), "長")).toMatch(/^(\[長\]){200} …$/);
});
