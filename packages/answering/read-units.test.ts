import { expect, test } from "vitest";
import { readThresholdsFor, thresholdsFor } from "./abstain.ts";
import { extractiveAnswerer } from "./extractive.ts";
import { type Ranking, rank } from "./rank.ts";
import { readUnits, type ScoreUnits } from "./read-units.ts";
import { passageOf, requestOf, wordEmbedder } from "./testing/passages.ts";

const ALONE = { intercept: 0, compared: 0, reading: 1, answeredFrom: 0.5 };
const request = requestOf(
  "How many days of annual leave do staff get?",
  passageOf({
    text: "# Annual leave\n\nStaff get 28 days of annual leave a year.\n\nIt is booked in the calendar.",
    headingPath: ["Leave", "Annual leave"],
  }),
);

/** What comes first where the cross-encoder says so. */
async function firstWith(score: ScoreUnits): Promise<string | undefined> {
  const answerer = extractiveAnswerer({
    embedder: wordEmbedder,
    thresholds: thresholdsFor({ id: "all-MiniLM-L6-v2-int8" }),
    reading: { thresholds: ALONE, score },
    identifiersOf: () => [],
  });
  return (await Array.fromAsync(answerer.answer(request)))[0]?.kind;
}

test("what a cross-encoder says of the best units decides whether they answer", async () => {
  expect(await firstWith(async (_, texts) => texts.map((_, at) => (at === 0 ? 2 : -5)))).toBe("part");
  expect(await firstWith(async (_, texts) => texts.map(() => -2))).toBe("closest");
});

test("it reads each under its headings, and a few alone", async () => {
  const asked: string[] = [];
  await firstWith(async (_, texts) => {
    asked.push(...texts);
    return texts.map(() => 1);
  });
  expect(asked[0]).toBe("Annual leave\nStaff get 28 days of annual leave a year.");
  expect(asked.length).toBeLessThanOrEqual(5);
});

test("where it has no time, words and vectors tell as they do without it", async () => {
  expect(await firstWith(async () => undefined)).toBe("part");
});

test("of models that nobody fitted together nothing is taken over", () => {
  expect(readThresholdsFor({ id: "another" }, { id: "footnote-reader-v1" })).toBeUndefined();
  expect(readThresholdsFor({ id: "all-MiniLM-L6-v2-int8" }, { id: "footnote-reader-v1" })).toBeDefined();
});

test("what it takes for the answer comes first, even where another unit has more of the question's words", async () => {
  const rooms = requestOf(
    "Where can I feed the baby in the office?",
    passageOf({
      text: "# Office\n\nBring the baby to the office party in the garden.\n\nNursing is possible in room 54, behind the kitchen.",
      headingPath: ["Office"],
    }),
  );
  const ranking = (await rank(wordEmbedder, rooms)) as Ranking;
  const firstOf = async (score: ScoreUnits) =>
    (await readUnits(score, rooms, ranking))?.ranking.ranked[0]?.unit.text;
  expect(await firstOf(async (_, texts) => texts.map(() => 0))).toContain("garden");
  expect(
    await firstOf(async (_, texts) => texts.map((text) => (text.includes("room 54") ? 4 : -6))),
  ).toContain("room 54");
});

test("what it had no time to read stays behind what it read", async () => {
  const many = requestOf(
    "How many days of leave?",
    passageOf({
      text: `# Leave\n\n${Array.from({ length: 9 }, (_, at) => `Leave number ${at} is ${at} days long in year ${at}.`).join("\n\n")}`,
      headingPath: ["Leave"],
    }),
  );
  const ranking = (await rank(wordEmbedder, many)) as Ranking;
  const read = await readUnits(async (_, texts) => texts.map((_, at) => at - 3), many, ranking);
  const order = read?.ranking.ranked.map(({ unit }) => unit.text);
  expect(order?.slice(5)).toEqual(ranking.ranked.slice(5).map(({ unit }) => unit.text));
  expect(read?.highest).toBe(1);
});
