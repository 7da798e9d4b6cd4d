import type { Identifier } from "@footnote/contracts";
import { expect, test } from "vitest";
import { thresholdsFor } from "./abstain.ts";
import { extractiveAnswerer } from "./extractive.ts";
import { unknownNames } from "./names.ts";
import { passageOf, requestOf, wordEmbedder } from "./testing/passages.ts";

const thresholds = thresholdsFor({ id: "all-MiniLM-L6-v2-int8" });
const denver = passageOf({
  text: "The office in Denver is on the second floor, and Zoë keeps its keys.",
  headingPath: ["Offices", "O’Hare"],
});

test.each<[question: string, unknown: string[]]>([
  ["Where is the office in Seattle?", ["Seattle"]],
  ["Where is the office in Denver?", []],
  ["Where is Denver's office?", []],
  ["Does Zoe keep keys for Kai?", ["Kai"]],
  ["Where is the desk at O'Hare, the one for Tokyo?", ["Tokyo"]],
  ["Seattle office, which floor", []],
  ["Where Is The Office In Seattle", []],
  ["Wo ist das Büro in Köln, und wie viele Plätze gibt es?", []],
  ["where is the office in seattle", []],
])("names that stand in no passage: %s", (question, unknown) => {
  expect(unknownNames(question, [denver])).toEqual(unknown);
});

test("of a place that no passage names, what comes closest is shown and said to be no answer", async () => {
  const answerer = extractiveAnswerer({ embedder: wordEmbedder, thresholds, identifiersOf: () => [] });
  const ask = async (question: string) =>
    (await Array.fromAsync(answerer.answer(requestOf(question, denver)))).map((event) =>
      event.kind === "part" ? event.kind : event,
    );
  expect(await ask("On which floor is the office in Denver?")).toEqual(["part"]);
  expect(await ask("On which floor is the office in Seattle?")).toEqual([
    { kind: "closest", unknown: ["Seattle"] },
    "part",
  ]);
});

test("a name in the way of code that no passage has is told, too, and what comes closest shown", async () => {
  const identifiersOf = (): Identifier[] => [
    { text: "denverBot", terms: ["denverbot"], heldBy: () => false },
  ];
  const answerer = extractiveAnswerer({ embedder: wordEmbedder, thresholds, identifiersOf });
  const said = await Array.fromAsync(
    answerer.answer(requestOf("On which floor of the office is denverBot?", denver)),
  );
  expect(said.map((event) => (event.kind === "part" ? event.kind : event))).toEqual([
    { kind: "closest", unknown: ["denverBot"] },
    "part",
  ]);
});
