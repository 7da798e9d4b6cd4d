import type { Embedder } from "@footnote/contracts";
import { expect, test } from "vitest";
import { evidenceOf } from "./evidence.ts";
import { embeddedText, rank } from "./rank.ts";
import { passageOf, requestOf, wordEmbedder } from "./testing/passages.ts";
import { unitsOf } from "./units/units.ts";

const rankedTexts = async (...request: Parameters<typeof requestOf>) =>
  (await rank(wordEmbedder, requestOf(...request)))?.ranked.map(({ unit }) => unit.text);

const evidence = async (...asked: Parameters<typeof requestOf>) => {
  const request = requestOf(...asked);
  const ranking = await rank(wordEmbedder, request);
  return ranking && (await evidenceOf(wordEmbedder, request, ranking));
};

test("what is embedded for an answer is bounded, however much was found", async () => {
  const long = (key: string) =>
    passageOf({
      key,
      text: Array.from({ length: 80 }, (_, index) => `Rule ${index} of ${key}.`).join("\n\n"),
    });
  const given: number[] = [];
  const counting: Embedder = {
    ...wordEmbedder,
    embed: (texts, options) => {
      given.push(texts.length);
      return wordEmbedder.embed(texts, options);
    },
  };
  const request = requestOf(
    Array.from({ length: 100 }, (_, index) => `topic${index}`).join(" "),
    ...["a", "b", "c"].map(long),
  );
  const ranking = await rank(counting, request);
  if (ranking === undefined) throw new Error("nothing ranked");
  await evidenceOf(counting, request, ranking);
  expect(given).toEqual([20, 12]);
});

test("passages far down the list are not read", async () => {
  const passages = Array.from({ length: 10 }, (_, index) =>
    passageOf({ key: `${index}.md`, text: `Rule ${index}.` }),
  );
  expect(await rankedTexts("rule", ...passages)).toHaveLength(6);
});

test("among equals the unit in the chunk that search found comes first", async () => {
  const text = "Leave is 28 days.\n\nLeave is 29 days.\n\nLeave is 30 days.";
  const ranked = await rankedTexts("leave", passageOf({ text, passage: "Leave is 29 days." }));
  expect(ranked?.[0]).toBe("Leave is 29 days.");
});

test("a name, a pointer and an example stand behind what says something", async () => {
  const text =
    "Parking permit\n\nParking permit map\n\nSee the parking permit page.\n\nFor example, a parking permit costs 5.\n\nA parking permit is free.";
  expect((await rankedTexts("parking permit", passageOf({ text })))?.[0]).toBe("A parking permit is free.");
});

test("the model reads a unit under its headings", () => {
  const [unit] = unitsOf(
    passageOf({ text: "# Fares\n\nOnly the train.", headingPath: ["Travel", "Expenses"] }),
  );
  expect(unit && embeddedText(unit)).toBe("Expenses\nFares\nOnly the train.");
});

test("abort reaches the model", async () => {
  let seen: AbortSignal | undefined;
  const listening: Embedder = {
    ...wordEmbedder,
    embed: (texts, options) => {
      seen = options.signal;
      return wordEmbedder.embed(texts, options);
    },
  };
  const { signal } = new AbortController();
  await rank(listening, { ...requestOf("leave", passageOf({ text: "Leave is 28 days." })), signal });
  expect(seen).toBe(signal);
});

test("what an answer has embedded waits behind no chunks, and the question's words are embedded as a question", async () => {
  const asked: string[] = [];
  const listening: Embedder = {
    ...wordEmbedder,
    embed: (texts, options) => {
      asked.push(`${options.as} ${options.priority}`);
      return wordEmbedder.embed(texts, options);
    },
  };
  const request = requestOf("parking permit", passageOf({ text: "A parking permit is free." }));
  const ranking = await rank(listening, request);
  if (ranking === undefined) throw new Error("nothing ranked");
  await evidenceOf(listening, request, ranking);
  expect(asked).toEqual(["passage question", "question question"]);
});

test("nothing to quote, nothing to rank", async () => {
  expect(await rankedTexts("leave")).toBeUndefined();
  expect(await rankedTexts("leave", passageOf({ text: "# Leave" }))).toBeUndefined();
});

test("a word of the question that nothing knows speaks against an answer", async () => {
  const permits = passageOf({ text: "A parking permit is free.\n\nThe sea is blue today." });
  const known = await evidence("parking permit", permits);
  const strange = await evidence("parking permit for dinosaurs", permits);
  expect(known).toMatchObject({ support: 1, strangeness: 0 });
  expect(strange?.support).toBeLessThan(1);
  expect(strange?.strangeness).toBeLessThan(0);
  expect(strange?.nearness).toBeLessThan(known?.nearness ?? 0);
});

test("an answer stands out among the units around it, a topic that all share does not", async () => {
  const prominence = async (...texts: string[]) =>
    (await evidence("parking permit", passageOf({ text: texts.join("\n\n") })))?.prominence ?? 0;
  const alone = await prominence("A parking permit is free.", "The sea is blue today.");
  const alike = await prominence("A parking permit is free.", "A parking permit is blue.");
  expect(alone).toBeGreaterThan(0.1);
  expect(alike).toBeLessThan(0.1);
});
