import { expect, test } from "vitest";
import { formatAgo, fromLocalField, toLocalField } from "./instant.ts";

test("an instant survives the way into a date field and back, to the minute", () => {
  for (const iso of ["2026-03-01T12:00:00.000Z", "2026-10-25T00:30:00.000Z", "2026-12-31T23:59:00.000Z"]) {
    expect(fromLocalField(toLocalField(iso))).toBe(iso);
  }
});

test.each(["", "yesterday"])("a field that says %j names no instant", (text) => {
  expect(fromLocalField(text)).toBeNull();
});

test.each([
  ["2026-03-01T12:00:00Z", "just now"],
  ["2026-03-01T12:00:30Z", "just now"],
  ["2026-03-01T11:59:00Z", "1 minute ago"],
  ["2026-03-01T11:54:01Z", "5 minutes ago"],
  ["2026-03-01T09:30:00Z", "2 hours ago"],
  ["2026-02-27T12:00:00Z", "2 days ago"],
  ["2025-12-25T12:00:00Z", "2 months ago"],
  ["2024-01-01T12:00:00Z", "2 years ago"],
])("%s is %s", (iso, words) => {
  expect(formatAgo(iso, new Date("2026-03-01T12:00:00Z"))).toBe(words);
});
