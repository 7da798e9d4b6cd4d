import { expect, test } from "vitest";
import { fromLocalField, toLocalField } from "./instant.ts";

test("an instant survives the way into a date field and back, to the minute", () => {
  for (const iso of ["2026-03-01T12:00:00.000Z", "2026-10-25T00:30:00.000Z", "2026-12-31T23:59:00.000Z"]) {
    expect(fromLocalField(toLocalField(iso))).toBe(iso);
  }
});

test.each(["", "yesterday"])("a field that says %j names no instant", (text) => {
  expect(fromLocalField(text)).toBeNull();
});
