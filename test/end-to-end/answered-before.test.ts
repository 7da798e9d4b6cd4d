import { writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Answer } from "@footnote/contracts";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { CacheFigures } from "../../services/query/caching/operations.ts";
import { openCommandLine } from "./command-line.ts";
import { eventually, startFootnote, type TestFootnote } from "./footnote.ts";

const FILES = {
  "leave.md": "# Leave\n\nEvery employee has 28 days of annual leave in a year.\n",
  "expenses.md": "# Expenses\n\nTravel expenses are claimed with form F12, within six weeks.\n",
  "parking.md": "# Parking\n\nA parking permit costs 40 euros a month.\n",
  "canteen.md": "# Canteen\n\nThe canteen is open from 11:30 to 14:00.\n",
  "hotels.md": "# Hotels\n\nThe hotel limit in Oslo is 180 euros. The hotel limit in Bergen is 160 euros.\n",
};
/** Each pair asks the same. */
const PAIRS = [
  ["How many days of annual leave do I get?", "How many vacation days do employees get?"],
  ["How do I claim travel expenses?", "What do I have to do to claim travel expenses?"],
  ["What does a parking permit cost?", "How much is a parking permit?"],
  ["When is the canteen open?", "What are the opening hours of the canteen?"],
  ["What is the hotel limit in Oslo?", "In Oslo, how high is the limit for hotels?"],
];

let footnote: TestFootnote;
beforeAll(async () => {
  footnote = await startFootnote(FILES);
  await footnote.settle();
});
afterAll(() => footnote.close());

async function post(path: string, body: object = {}) {
  const response = await fetch(`${footnote.url}/api/cache/${path}`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
  // biome-ignore lint/suspicious/noExplicitAny: whatever shape it has is what the tests look at
  return { status: response.status, body: (await response.json()) as any };
}

async function figures() {
  return (await (await fetch(`${footnote.url}/api/cache`)).json()) as CacheFigures;
}

test("near questions are answered as before once that is calibrated, and not before; what is shown holds no question", async () => {
  const [asked, alike] = PAIRS[4] as [string, string];
  const first = await footnote.ask(asked);
  expect(first.text).toContain("180");
  expect(first.cached).toBeUndefined();
  expect((await footnote.ask(asked.toUpperCase())).cached).toMatchObject({ layer: "exact" });
  expect((await footnote.ask(alike)).cached).toBeUndefined();
  expect(await figures()).toMatchObject({
    isOn: true,
    hits: { exact: 1, semantic: 0 },
    misses: 2,
    semantic: null,
  });
  await post("clear");

  // Too few questions to say at most 1 %.
  const few = await post("calibrate", { questions: PAIRS.flat() });
  expect(few.body).toMatchObject({ isOn: false, pairs: 5, judged: 5, wrong: 0, needed: 299 });
  await footnote.ask(asked);
  expect((await footnote.ask(alike)).cached).toBeUndefined();
  await post("clear");

  const enough = await post("calibrate", { questions: PAIRS.flat(), wrongRate: 0.2, confidence: 0.5 });
  expect(enough.body).toMatchObject({ isOn: true, judged: 5, wrong: 0 });
  expect(enough.body.threshold).toBeGreaterThan(0.5);
  // Evidence that says nothing against it changes nothing.
  expect((await post("calibrate", { questions: ["Why?"] })).body).toMatchObject({ isOn: true, judged: 0 });

  await footnote.ask(asked);
  const again: Answer = await footnote.ask(alike);
  expect(again.cached).toMatchObject({ layer: "semantic", sources: 1 });
  expect(again.text).toContain("180");
  const bergen = await footnote.ask("What is the hotel limit in Bergen?");
  expect(bergen.cached).toBeUndefined();
  expect(bergen.text).toContain("160");

  const status = await figures();
  expect(status.hits).toEqual({ exact: 1, semantic: 1 });
  expect(status.semantic).toMatchObject({
    threshold: enough.body.threshold,
    evidence: { judged: 5, wrongRate: 0.2 },
  });
  expect(JSON.stringify(status).toLowerCase()).not.toContain("oslo");
});

test("why a question is answered anew is said without a word of another one", async () => {
  expect((await post("explain", { question: "what is the hotel limit in oslo" })).body.exact).toMatchObject({
    found: true,
    ageSeconds: expect.any(Number),
  });
  const { body } = await post("explain", { question: "What is the hotel limit in Trondheim?" });
  expect(body.exact).toEqual({ found: false, ageSeconds: null, ended: null });
  expect(body.semantic.isOn).toBe(true);
  expect(body.semantic.near).toContainEqual({ agrees: false, about: "place", asked: ["trondheim"] });
  expect(JSON.stringify(body).toLowerCase()).not.toMatch(/oslo|bergen|cosine/);
});

test("it says what became of an answer whose document changed", async () => {
  const question = PAIRS[2]?.[0] as string;
  const { changed } = (await figures()).ended;
  await footnote.ask(question);
  await footnote.put("parking.md", "# Parking\n\nA parking permit costs 50 euros a month.\n");
  // Until it is live the answer still holds.
  const { body } = await eventually(
    () => post("explain", { question }),
    (said) => !said.body.exact.found,
  );
  // It may have been swept away before anybody looked, which is counted just so.
  if (body.exact.ended !== null) expect(body.exact.ended).toBe("changed");
  else expect((await figures()).ended.changed).toBeGreaterThan(changed);
});

test("all is forgotten at once, and the threshold stays", async () => {
  await footnote.ask("When is the canteen open?");
  expect((await post("clear")).body.cleared).toBeGreaterThan(0);
  expect(await figures()).toMatchObject({ entries: 0, semantic: { threshold: expect.any(Number) } });
});

test("what was asked lately is what is calibrated on where no questions are sent", async () => {
  for (const question of PAIRS.flat()) await footnote.ask(question);
  const { body } = await post("calibrate");
  expect(body.questions).toBeGreaterThanOrEqual(5);
});

test("the commands say the same to people", { timeout: 240_000 }, async () => {
  const { footnote: run } = openCommandLine(dirname(footnote.data));
  const say = async (...args: string[]) => {
    const { out, err } = await run(["cache", ...args, "--data", footnote.data]).finished;
    return out + err;
  };
  await footnote.ask("When is the canteen open?");
  await writeFile(join(dirname(footnote.data), "asked.txt"), "Why?\n\nWho knows?\n");
  // Each takes seconds to start.
  const [status, known, other, calibrated, unreadable] = await Promise.all([
    say("status"),
    say("explain", "when is the CANTEEN open"),
    say("explain", "When was the canteen open?"),
    say("calibrate", "asked.txt"),
    say("calibrate", "none.txt"),
  ]);
  expect(status).toMatch(/kept, .*KB\nquestions +\d+\n/u);
  expect(known).toContain("the same question was asked");
  expect(other).toContain("another tense");
  expect(calibrated).toContain("that takes 299 pairs without a wrong one, and there are 0");
  expect(unreadable).toContain("none.txt cannot be read");
  expect(await say("clear")).toMatch(/^Forgotten: \d+ answers?\.\n$/u);
});

test("no more questions are taken than are looked at", async () => {
  const questions = Array.from({ length: 5_001 }, () => "Why?");
  expect((await post("calibrate", { questions })).status).toBe(400);
});

test.each([
  ["calibrate", { wrongRate: 0 }],
  ["calibrate", { confidence: 1 }],
  ["calibrate", { questions: [] }],
  ["explain", { question: " " }],
  ["clear", { all: true }],
])("%s refuses %j", async (path, body) => {
  expect((await post(path, body)).status).toBe(400);
});

test("who says that it answers something else is answered anew from then on, and the next calibration hears of it", async () => {
  await post("calibrate", { questions: PAIRS.flat(), wrongRate: 0.2, confidence: 0.5 });
  await post("clear");
  const [asked, alike] = PAIRS[4] as [string, string];
  await footnote.ask(asked);
  const again = await footnote.ask(alike);
  expect(again.cached).toMatchObject({ layer: "semantic" });
  const { wrong } = (await figures()).ended;
  const judged = await fetch(`${footnote.url}/api/answers/${again.kept?.question}/feedback`, {
    method: "PUT",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ helpful: false, reason: "wrong" }),
  });
  expect(judged.status).toBe(204);
  expect((await footnote.ask(asked)).cached).toBeUndefined();
  expect((await figures()).ended.wrong).toBe(wrong + 1);
  const next = await post("calibrate", { questions: PAIRS.flat(), wrongRate: 0.2, confidence: 0.5 });
  expect(next.body).toMatchObject({ reported: 1, judged: 6, wrong: 1 });
});
