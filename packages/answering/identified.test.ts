import type { Identifier } from "@footnote/contracts";
import { expect, test } from "vitest";
import { thresholdsFor } from "./abstain.ts";
import { extractiveAnswerer } from "./extractive.ts";
import { passageOf, requestOf, wordEmbedder } from "./testing/passages.ts";

/** A question's identifiers are the words with a digit in it, and a text holds what stands there between spaces. */
const identifiersOf = (question: string): Identifier[] =>
  (question.match(/\S*\d\S*\b/g) ?? []).map((text) => ({
    text,
    terms: [text],
    heldBy: (held) => held.split(/[\s.;]+/).includes(text),
  }));

const answerer = extractiveAnswerer({
  embedder: wordEmbedder,
  thresholds: thresholdsFor({ id: "all-MiniLM-L6-v2-int8" }),
  identifiersOf,
});
const ask = (question: string, text: string) =>
  Array.fromAsync(answerer.answer(requestOf(question, passageOf({ text, headingPath: ["Rooms"] }))));

test("of a room that no passage names nothing is said, however alike the others are", async () => {
  const said = await ask(
    "Where is room 4-18?",
    "Room 4-17 is the archive, on the quay. Room 4-19 is the bar.",
  );
  expect(said).toEqual([{ kind: "closest", unknown: ["4-18"] }]);
});

test("of rooms that are all alike the one that was asked for is what is said", async () => {
  const text = "# Room 4-17\n\nThe room is the archive.\n\n# Room 4-19\n\nThe room is the bar.";
  const said = await ask("What is room 4-19?", text);
  const texts = said.flatMap((event) => (event.kind === "part" ? [event.part.text] : []));
  expect(texts.join("\n")).toContain("The room is the bar.");
  expect(texts.join("\n")).not.toContain("archive");
});

test("what stands under another number in the same section is not said, where the number's own lines are what was found", async () => {
  const found = passageOf({
    text: "# 3-8-1\n\nWhat changed is the clock.\n\n# 3-8-10\n\nWhat changed is the table.",
    passage: "What changed is the table.",
    headingPath: ["Changes", "3-8-10"],
  });
  const { start, end } = found.section;
  const passage = { ...found, found: [{ start, end, score: 1 }] };
  const said = await Array.fromAsync(answerer.answer(requestOf("What changed in 3-8-10?", passage)));
  const texts = said.flatMap((event) => (event.kind === "part" ? [event.part.text] : []));
  expect(texts).toEqual(["What changed is the table."]);
});

test("beside the lines that hold it stands nothing that is about another, and what goes on about it stays", async () => {
  const text =
    "T-1 is a jam of the printer.\n\nT-2 is a fault of the relay.\n\nCall the desk then.\n\nClause T-3 is void.";
  const said = await ask("What is the T-2 relay?", text);
  const texts = said.flatMap((event) => (event.kind === "part" ? [event.part.text] : []));
  expect(texts).toEqual(["T-2 is a fault of the relay.", "Call the desk then."]);
});
