import { expect, test } from "vitest";
import { isReadInPart, newsOf, READING_NOTE_KINDS, sayNote } from "./index.ts";

test("a note is a sentence's worth of plain words, in the singular and the plural", () => {
  expect(sayNote({ kind: "pages_without_text", count: 2, of: 3 })).toBe("2 of 3 pages: no text of their own");
  expect(sayNote({ kind: "pages_without_text", count: 1, of: 1 })).toBe("1 of 1 page: no text of its own");
  expect(sayNote({ kind: "attachments", count: 2, names: ["plan.dwg", "a.zip"] })).toBe(
    "2 attachments (plan.dwg, a.zip): not read",
  );
  expect(sayNote({ kind: "pages_recognised", count: 1, of: 4, confidence: 93.6 })).toBe(
    "1 of 4 pages: read by text recognition (94 % sure)",
  );
});

test("every kind of note can be said", () => {
  for (const kind of READING_NOTE_KINDS) {
    expect(sayNote({ kind, count: 1 })).toMatch(/^1 [a-z][^|]+$/);
    expect(sayNote({ kind, count: 7 })).toMatch(/^7 [a-z][^|]+$/);
  }
});

test("a document is read in part where something of it cannot be found, not where something was only changed", () => {
  expect(isReadInPart([])).toBe(false);
  expect(isReadInPart([{ kind: "encoding_guessed", count: 1 }])).toBe(false);
  expect(
    isReadInPart([
      { kind: "encoding_guessed", count: 1 },
      { kind: "charts", count: 2 },
    ]),
  ).toBe(true);
});

test("pages that were recognised are read, whether or not they held text of their own", () => {
  const scan = { kind: "pages_without_text", count: 2, of: 2 } as const;
  const read = { kind: "pages_recognised", count: 2, of: 2, confidence: 95 } as const;
  const empty = { kind: "pages_recognised_empty", count: 1, of: 2 } as const;
  expect([isReadInPart([scan]), isReadInPart([scan, read]), isReadInPart([scan, read, empty])]).toEqual([
    true,
    false,
    true,
  ]);
  expect([newsOf([scan]), newsOf([scan, read])]).toEqual([[scan], [read]]);
});
