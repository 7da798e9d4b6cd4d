import { expect, test } from "vitest";
import { readableLine } from "./readable-log.ts";

test("on a terminal a line of the log is one sentence with its fields, and no stack trace", () => {
  const line = JSON.stringify({
    level: "warn",
    time: "2026-03-01T12:34:56.789Z",
    bucket: "docs",
    key: "plan\nb.pdf",
    err: {
      type: "FootnoteError",
      message: "The disk is full.",
      stack: "FootnoteError: The disk\n    at file.ts:3",
    },
    retryAt: null,
    msg: "A document could not be ingested.",
  });
  expect(readableLine(line)).toBe(
    "12:34:56 warn  A document could not be ingested. (bucket: docs; key: plan b.pdf; because: The disk is full.)\n",
  );
});

test("what is no JSON is told as it is", () => {
  expect(readableLine("not JSON\n")).toBe("not JSON\n");
});
