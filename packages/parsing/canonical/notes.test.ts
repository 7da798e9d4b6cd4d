import { expect, test } from "vitest";
import { parse } from "../testing/parse.ts";

test.each([
  ["a.md", "# Lea\u{e0041}ve\n\n- Take\u200b it\n- or\u200b not\n\n| a | b |\n|---|---|\n| c\u202e | d |\n"],
  ["a.html", "<h1>Lea\u{e0041}ve</h1><p>Ta\u200bke it\u200b</p><pre>co\u202ede</pre>"],
  ["a.txt", "Lea\u{e0041}ve, take\u200b it or\u200b no\u202et."],
])("what nobody sees in %s is left out and noted", async (name, text) => {
  const document = await parse(name, text);
  expect(document.text).not.toMatch(/\p{Default_Ignorable_Code_Point}/u);
  expect(document.notes).toContainEqual({ kind: "invisible_characters", count: 4 });
});

test("a file that holds nothing unseen has no such note", async () => {
  const { notes } = await parse("a.md", "# Ärger 👩‍❤️‍👨\n\nMit \u00a0Umlauten, می‌خواهم.\n");
  expect(notes.filter(({ kind }) => kind === "invisible_characters")).toEqual([]);
});
