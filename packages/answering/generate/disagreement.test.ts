import type { Answerer, LanguageModel } from "@footnote/contracts";
import { expect, test } from "vitest";
import { passageOf, requestOf } from "../testing/passages.ts";
import { generativeAnswerer } from "./generative.ts";

const rule = (days: number, key: string, writtenAt: string) => {
  const passage = passageOf({
    key,
    headingPath: ["Leave"],
    text: `Every employee has ${days} days of annual leave a year. Ask your lead first.`,
  });
  return { ...passage, candidate: { ...passage.candidate, writtenAt } };
};
const newer = rule(28, "leave.md", "2026-01-01T00:00:00.000Z");
const older = rule(26, "leave-2024.md", "2024-01-01T00:00:00.000Z");

const model: LanguageModel = {
  id: "told",
  contextTokens: 4_096,
  async *generate({ messages }) {
    const days = /has (\d+) days/.exec(messages.at(-1)?.content ?? "")?.[1];
    yield {
      kind: "text",
      text: `Every employee has ${days} days of annual leave a year [1]. Ask your lead first [1].`,
    };
    yield { kind: "end", isWhole: true, tokens: { read: 0, written: 0 } };
  },
};
const extractive: Answerer = {
  id: "own words",
  async *answer() {
    yield { kind: "part", part: { blocks: [], text: "own words", citations: [] } };
  },
};

const parts = async (...passages: (typeof newer)[]) => {
  const request = requestOf("How many days of annual leave does every employee have?", ...passages);
  const answerer = generativeAnswerer({
    model,
    prospectOf: () => "likely",
    extractive,
    onTrouble: () => undefined,
  });
  const events = await Array.fromAsync(answerer.answer(request));
  return events.flatMap((event) => (event.kind === "part" ? [event.part] : []));
};

test.each([
  ["the newer one", newer, older],
  ["the older one", older, newer],
])(
  "where two documents disagree both are shown, the newer first: the model read %s first",
  async (_, ...passages) => {
    expect(await parts(...passages)).toMatchObject([
      { text: "Every employee has 28 days of annual leave a year.", citations: [{ key: "leave.md" }] },
      {
        text: "Every employee has 26 days of annual leave a year.",
        disagrees: true,
        citations: [{ key: "leave-2024.md" }],
      },
      { text: "Ask your lead first." },
    ]);
  },
);

test("what goes on after it is no part of the other document's words", async () => {
  expect((await parts(newer, older)).at(-1)).not.toHaveProperty("continues");
});

test("documents that say the same do not disagree", async () => {
  const texts = (await parts(newer, rule(28, "copy.md", "2025-01-01T00:00:00.000Z"))).map(({ text }) => text);
  expect(texts).toEqual(["Every employee has 28 days of annual leave a year.", "Ask your lead first."]);
});
