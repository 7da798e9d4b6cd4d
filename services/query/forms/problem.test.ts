import { FootnoteError } from "@footnote/contracts";
import { expect, test } from "vitest";
import { clip } from "./clip.ts";
import { problemOf } from "./problem.ts";

test("R10: a problem repeats little of what was sent or stored, however long that is", () => {
  const long = "🙂".repeat(500_000);
  const body = problemOf(new FootnoteError("request_invalid", long, { action: long }));
  for (const text of [body.detail, body.action]) expect(text.length).toBeLessThanOrEqual(1_000);
  expect(JSON.stringify(body).length).toBeLessThan(6_000);
});

test("what is cut says so and never ends in half a character; what fits stays as it is", () => {
  expect(clip("four", 4)).toBe("four");
  expect(clip("fives", 4)).toBe("fiv…");
  expect(clip("a🙂bcd", 3)).toBe("a…");
});
