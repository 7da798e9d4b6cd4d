import type { Embedder } from "@footnote/contracts";
import { expect, test } from "vitest";
import { rank } from "./rank.ts";
import { passageOf, requestOf, wordEmbedder } from "./testing/passages.ts";

const rankedTexts = async (...request: Parameters<typeof requestOf>) =>
  (await rank(wordEmbedder, requestOf(...request)))?.ranked.map(({ unit }) => unit.text);

test("what is embedded for an answer is bounded, however much was found", async () => {
  const long = (key: string) =>
    passageOf({ key, text: Array.from({ length: 80 }, (_, index) => `Rule ${index} of ${key}.`).join(" ") });
  let calls = 0;
  let texts: readonly string[] = [];
  const counting: Embedder = {
    ...wordEmbedder,
    embedChunks: (given) => {
      calls++;
      texts = given;
      return wordEmbedder.embedChunks(given);
    },
  };
  const question = Array.from({ length: 100 }, (_, index) => `topic${index}`).join(" ");
  await rank(counting, requestOf(question, ...["a", "b", "c"].map(long)));
  expect(calls).toBe(1);
  expect(texts).toHaveLength(24 + 12);
});

test("passages far down the list are not read", async () => {
  const passages = Array.from({ length: 10 }, (_, index) =>
    passageOf({ key: `${index}.md`, text: `Rule ${index}.` }),
  );
  expect(await rankedTexts("rule", ...passages)).toHaveLength(6);
});

test("only what lies in a passage is ranked; the section around it is context", async () => {
  const text = "Leave is 28 days. Leave is asked for early. Leave ends.";
  expect(await rankedTexts("leave", passageOf({ text, passage: "Leave is asked for early." }))).toEqual([
    "Leave is asked for early.",
  ]);
});

test("a question in the text is no answer, and neither is a title before a sentence", async () => {
  const text =
    "Parking permit. How do I get a parking permit?\n\nParking permit\nParking map\n\nPermits are at reception.";
  const ranked = await rankedTexts("parking permit", passageOf({ text }));
  expect(ranked?.[0]).toBe("Parking permit.");
  expect(ranked).not.toContain("How do I get a parking permit?");
  const titled = await rankedTexts(
    "parking permit",
    passageOf({ text: "Parking permit map\nParking\n\nA parking permit is free." }),
  );
  expect(titled?.[0]).toBe("A parking permit is free.");
});

test("abort reaches the model", async () => {
  let seen: AbortSignal | undefined;
  const listening: Embedder = {
    ...wordEmbedder,
    embedChunks: (texts, signal) => {
      seen = signal;
      return wordEmbedder.embedChunks(texts, signal);
    },
  };
  const { signal } = new AbortController();
  await rank(listening, { ...requestOf("leave", passageOf({ text: "Leave is 28 days." })), signal });
  expect(seen).toBe(signal);
});

test("nothing to quote, nothing to rank", async () => {
  expect(await rankedTexts("leave")).toBeUndefined();
  expect(await rankedTexts("leave", passageOf({ text: "How much leave do I get?" }))).toBeUndefined();
});

test("a word of the question that nothing knows speaks against an answer", async () => {
  const permits = passageOf({ text: "A parking permit is free. The sea is blue today." });
  const evidenceOf = async (question: string) =>
    (await rank(wordEmbedder, requestOf(question, permits)))?.evidence;
  const known = await evidenceOf("parking permit");
  const strange = await evidenceOf("parking permit for dinosaurs");
  expect(known).toMatchObject({ support: 1, strangeness: 0 });
  expect(strange?.support).toBeLessThan(1);
  expect(strange?.strangeness).toBeLessThan(0);
  expect(strange?.nearness).toBeLessThan(known?.nearness ?? 0);
});

test("an answer stands out among the units around it, a topic that all share does not", async () => {
  const prominence = async (...texts: string[]) =>
    (await rank(wordEmbedder, requestOf("parking permit", passageOf({ text: texts.join(" ") }))))?.evidence
      .prominence ?? 0;
  const alone = await prominence("A parking permit is free.", "The sea is blue today.");
  const alike = await prominence("A parking permit is free.", "A parking permit is blue.");
  expect(alone).toBeGreaterThan(0.1);
  expect(alike).toBeLessThan(0.1);
});
