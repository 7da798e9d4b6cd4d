import { expect, test } from "vitest";
import { momentOf } from "./as-of.ts";
import { askedQuestion } from "./asked-question.ts";

async function* input(...pieces: string[]) {
  yield* pieces;
}

test("a question is asked with or without quotes, or comes from standard input", async () => {
  expect(await askedQuestion(["How much leave?"], input())).toBe("How much leave?");
  expect(await askedQuestion(["How", "much", "leave?"], input())).toBe("How much leave?");
  expect(await askedQuestion(["-"], input("How much ", "leave?\n"))).toBe("How much leave?");
  expect(await askedQuestion(["is", "-", "a", "dash?"], input("no"))).toBe("is - a dash?");
});

test("standard input without an end is not read to its end", async () => {
  async function* endless() {
    for (;;) yield "x".repeat(1_000);
  }
  await expect(askedQuestion(["-"], endless())).rejects.toMatchObject({ code: "request_invalid" });
});

test("a day is its end where people are, and never later than now", () => {
  const now = new Date(2026, 2, 10, 15, 0);
  expect(momentOf("2026-03-01", now)).toBe(new Date(2026, 2, 1, 23, 59, 59, 999).toISOString());
  expect(momentOf("yesterday", now)).toBe(new Date(2026, 2, 9, 23, 59, 59, 999).toISOString());
  expect(momentOf("2026-03-10", now)).toBe(now.toISOString());
  expect(momentOf("today", now)).toBe(now.toISOString());
  expect(momentOf("2026-02-31", now)).toBe("2026-02-31");
  expect(momentOf("2026-03-01T12:00:00Z", now)).toBe("2026-03-01T12:00:00Z");
  expect(momentOf(undefined, now)).toBeUndefined();
});
