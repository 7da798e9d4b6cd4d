import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Answer, KeptQuestion, UnansweredQuestion } from "@footnote/contracts";
import { type ConfigurationInput, loadConfiguration } from "@footnote/runtime";
import { afterAll, beforeAll, expect, test } from "vitest";
import { newDatabase } from "../../packages/store/testing/new-database.ts";
import { up } from "../../services/cli/commands/up.ts";
import type { Started } from "../../services/cli/start.ts";

const LEAVE = "How many days of annual leave does an employee have?";
const HOTEL = "How much may a hotel cost per night?";
const NOBODY = "Who won the chess olympiad in 1972?";

let root: string;
let running: Started;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "footnote-questions-"));
  for (const bucket of ["docs", "travel"]) await mkdir(join(root, bucket));
  await writeFile(join(root, "docs/leave.md"), "# Leave\n\nEvery employee has 28 days of annual leave.\n");
  await writeFile(
    join(root, "travel/hotels.md"),
    "# Hotels\n\nA hotel may cost up to 120 euros per night.\n",
  );
  await newDatabase(join(root, "data/postgres"));
  running = await start();
});
afterAll(async () => {
  await running.close();
  await rm(root, { recursive: true, force: true });
});

async function start(
  settings: Omit<ConfigurationInput, "data" | "buckets" | "listen"> = {},
  readersOfTravel = ["everyone"],
): Promise<Started> {
  const overrides: ConfigurationInput = {
    log: "silent",
    ...settings,
    data: join(root, "data"),
    listen: { port: 0 },
    buckets: [
      { name: "docs", folder: join(root, "docs") },
      { name: "travel", folder: join(root, "travel"), readers: readersOfTravel },
    ],
  };
  const started = await up(loadConfiguration({ environment: {}, directory: root, overrides }));
  await started.settled();
  return started;
}

async function restart(...how: Parameters<typeof start>): Promise<void> {
  await running.close();
  running = await start(...how);
}

function send(method: string, path: string, body?: object): Promise<Response> {
  return fetch(running.url + path, {
    method,
    ...(body && { headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) }),
  });
}
async function get<Body>(path: string): Promise<Body> {
  return (await (await send("GET", path)).json()) as Body;
}

async function ask(question: string, more: object = {}): Promise<Answer> {
  const events = (await (await send("POST", "/api/answer", { question, ...more })).text()).split("\n\n");
  const answer = events.find((event) => event.startsWith("event: answer"));
  return JSON.parse(answer?.slice(answer.indexOf("data: ") + "data: ".length) ?? "null") as Answer;
}
const unanswered = async () => (await get<{ questions: UnansweredQuestion[] }>("/api/unanswered")).questions;
interface Shown extends KeptQuestion {
  readonly shown: boolean;
}
const opened = async (path: string) => (await get<{ questions: Shown[] }>(path)).questions;

test("an answer is judged with a reason, and whoever mends the documents reads it beside what came closest", async () => {
  const { kept, status } = await ask(LEAVE);
  expect(status).toBe("answered");
  const path = `/api/answers/${kept?.question}/feedback`;
  const feedback = { helpful: false, reason: "outdated", comment: "It is 30 days since May." };
  expect((await send("PUT", path, feedback)).status).toBe(204);
  await ask(NOBODY);
  const [nobody, leave] = await unanswered();
  expect(nobody).toMatchObject({ question: NOBODY, times: 1, outcomes: { unhelpful: 0 } });
  expect(leave).toMatchObject({
    question: LEAVE,
    outcomes: { unhelpful: 1 },
    feedback: [feedback],
    closest: [{ bucket: "docs", key: "leave.md" }, {}],
  });
  expect((await send("POST", "/api/unanswered/settle", { same: [leave?.same] })).status).toBe(204);
  expect((await unanswered()).map(({ question }) => question)).toEqual([NOBODY]);
  expect((await send("DELETE", path)).status).toBe(204);
});

test("feedback that is none is refused, and so is one of an answer that there is not", async () => {
  const { kept } = await ask(LEAVE);
  const path = `/api/answers/${kept?.question}/feedback`;
  for (const body of [
    {},
    { helpful: "no" },
    { helpful: true, reason: "wrong" },
    { helpful: false, reason: "rude" },
    { helpful: false, comment: "x".repeat(2_001) },
    { helpful: false, comment: "a\0b" },
  ])
    expect([body, (await send("PUT", path, body)).status]).toEqual([body, 400]);
  const nowhere = "/api/answers/00000000-0000-4000-8000-000000000000/feedback";
  expect((await send("PUT", nowhere, { helpful: true })).status).toBe(404);
  expect((await send("PUT", "/api/answers/1/feedback", { helpful: true })).status).toBe(400);
});

test("a conversation is opened again with its answers after a restart, is found by its words, and is deleted", async () => {
  await send("DELETE", "/api/conversations");
  const { kept } = await ask(LEAVE);
  await ask(HOTEL, { conversation: kept?.conversation });
  await restart();
  const path = `/api/conversations/${kept?.conversation}`;
  const list = (query = "") =>
    get<{ keptDays: number; conversations: object[] }>(`/api/conversations${query}`);
  expect(await list()).toMatchObject({ keptDays: 90, conversations: [{ question: LEAVE, questions: 2 }] });
  expect((await list("?holding=hotel")).conversations).toHaveLength(1);
  expect((await list("?holding=olympiad")).conversations).toEqual([]);
  const questions = await opened(path);
  expect(questions.map(({ question }) => question)).toEqual([LEAVE, HOTEL]);
  expect(questions[0]).toMatchObject({
    shown: true,
    answer: { parts: [{ citations: [{ key: "leave.md" }] }] },
  });
  expect((await send("DELETE", path)).status).toBe(204);
  expect((await send("GET", path)).status).toBe(404);
});

interface Quality {
  readonly measures: readonly {
    readonly name: string;
    readonly now: number | null;
    readonly answers: number;
  }[];
  readonly review: readonly {
    readonly id: string;
    readonly question: string;
    readonly answer: object | null;
  }[];
}
const quality = () => get<Quality>("/api/quality");

test("live answers are measured without a judge, and leave the list of those to look at once somebody did", async () => {
  await send("DELETE", "/api/conversations");
  const { kept } = await ask(LEAVE);
  await ask(NOBODY);
  const { measures, review } = await quality();
  const named = Object.fromEntries(measures.map((measure) => [measure.name, measure]));
  expect(named).toMatchObject({
    answered: { now: 0.5, answers: 2 },
    quotes_stand: { now: 1 },
    words_cited: { now: 1 },
    milliseconds: { now: expect.any(Number), answers: 2 },
  });
  expect(review.map(({ question }) => question)).toContain(LEAVE);
  const done = { questions: [kept?.question] };
  expect((await send("POST", "/api/quality/reviewed", done)).status).toBe(204);
  expect((await quality()).review.map(({ question }) => question)).not.toContain(LEAVE);
  expect((await send("POST", "/api/quality/reviewed", { questions: ["all"] })).status).toBe(400);
  expect(await get("/api/evaluations")).toEqual({ runs: [] });
});

test("S1: of what is kept and shared nobody sees more than they may read today", async () => {
  await send("DELETE", "/api/conversations");
  const { kept } = await ask(LEAVE);
  await ask(HOTEL, { conversation: kept?.conversation });
  const judged = await ask(HOTEL);
  await send("PUT", `/api/answers/${judged.kept?.question}/feedback`, {
    helpful: false,
    comment: "It is 130 euros.",
  });
  const path = `/api/conversations/${kept?.conversation}`;
  const { path: shared } = (await (await send("PUT", `${path}/share`)).json()) as { path: string };
  expect((await opened(`/api${shared}`)).map(({ question }) => question)).toEqual([LEAVE, HOTEL]);
  await restart({}, ["board"]);
  const [leave, hotel] = await opened(`/api${shared}`);
  expect(leave).toMatchObject({ shown: true, question: LEAVE });
  expect(hotel).toEqual({ shown: false, id: expect.any(String), at: expect.any(String) });
  const own = await opened(path);
  expect(own[1]).toMatchObject({ shown: false, question: HOTEL });
  // Ids are drawn by chance, and hold such digits now and then.
  expect(JSON.stringify([own, await unanswered(), await quality()])).not.toMatch(
    /\b(?:120|130)\b|hotels\.md|Hotels/,
  );
  expect((await send("DELETE", `${path}/share`)).status).toBe(204);
  expect((await send("GET", `/api${shared}`)).status).toBe(404);
  await restart();
});

test("R5: of a file that was deleted no kept answer says anything", async () => {
  const { kept } = await ask(HOTEL);
  const deleted = await send("DELETE", "/api/buckets/travel/objects/hotels.md");
  expect(deleted.status).toBe(204);
  const [hotel] = (await opened(`/api/conversations/${kept?.conversation}`)).filter(
    ({ question }) => question === HOTEL,
  );
  expect(JSON.stringify(hotel)).not.toMatch(/\b120\b/);
  expect(hotel).toMatchObject({ shown: false });
  expect(JSON.stringify(await quality())).not.toMatch(/\b120\b/);
});

test("where questions are not kept nothing of them is, and what was is forgotten", async () => {
  await restart({ questions: { keepDays: 0 } });
  const { kept, status } = await ask(LEAVE);
  expect([status, kept]).toEqual(["answered", undefined]);
  expect(await get("/api/conversations")).toEqual({ keptDays: 0, conversations: [], next: null });
  expect(await get("/api/unanswered")).toEqual({ keptDays: 0, questions: [], next: null });
  expect(await get("/api/quality")).toEqual({ keptDays: 0, days: 7, measures: [], review: [] });
  const feedback = "/api/answers/00000000-0000-4000-8000-000000000000/feedback";
  expect((await send("PUT", feedback, { helpful: true })).status).toBe(404);
  await restart();
  expect(await get("/api/conversations")).toMatchObject({ keptDays: 90, conversations: [] });
});
