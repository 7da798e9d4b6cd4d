import { readdir } from "node:fs/promises";
import type {
  BucketFreshness,
  CanaryState,
  DocumentHistory,
  DriftReport,
  PipelineProgress,
  Place,
  Problem,
} from "@footnote/contracts";
import { CANARY_KEY } from "@footnote/contracts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { eventually, startFootnote, type TestFootnote } from "./footnote.ts";

const SAME = "# Parking\n\nA bicycle is parked in the cellar, never in the corridor.\n";
const PARAGRAPHS = Array.from(
  { length: 30 },
  (_, index) => `## Rule ${index}\n\nRule ${index} of the house asks for care with object number ${index}.\n`,
);
const house = (first: string) => `# House rules\n\n${first}\n\n${PARAGRAPHS.join("\n")}`;

let footnote: TestFootnote;
beforeAll(async () => {
  footnote = await startFootnote({
    "house.md": house("The gate closes at nine."),
    "parking.md": SAME,
    "archive/parking-copy.md": SAME,
    "scans/blank.txt": "%PDF-1.7\n",
    "scans/damaged.pdf": "no PDF at all",
  });
});
afterAll(() => footnote.close());

const post = (path: string, body: object, headers: Record<string, string> = {}) =>
  fetch(footnote.url + path, {
    method: "POST",
    headers: { "Content-Type": "application/json", ...headers },
    body: JSON.stringify(body),
  });
/** Whole at once: a file that is being written may be met empty, and is a dead letter for a moment. */
const upload = async (key: string, content: string) => {
  const path = `/api/buckets/docs/objects/${encodeURIComponent(key)}`;
  const response = await fetch(footnote.url + path, { method: "PUT", body: content });
  if (!response.ok) throw new Error(await response.text());
};
const postJson = async <Body>(path: string, body: object): Promise<Body> => {
  const response = await post(path, body);
  if (!response.ok) throw new Error(await response.text());
  return (await response.json()) as Body;
};
const get = async <Body>(path: string): Promise<Body> => {
  const response = await fetch(footnote.url + path);
  if (!response.ok) throw new Error(await response.text());
  return (await response.json()) as Body;
};
const documentOf = async (key: string): Promise<string> => {
  const row = (await footnote.documents()).find((document) => document.key === key);
  if (row === undefined) throw new Error(`There is no ${key}.`);
  return row.document;
};
const historyOf = async (key: string) =>
  get<DocumentHistory>(`/api/documents/${await documentOf(key)}/history`);
const deadLetters = () => get<{ deadLetters: Problem[]; next: string | null }>("/api/dead-letters");
const problemOf = async (response: Response) =>
  (await response.json()) as { detail: string; code: string; action: string };

describe("versions", () => {
  let changedAt: string;
  beforeAll(async () => {
    const before = await historyOf("house.md");
    changedAt = new Date().toISOString();
    await upload("house.md", house("The gate closes at ten."));
    await eventually(
      () => historyOf("house.md"),
      ({ state, versions }) => state === "live" && versions.length > before.versions.length,
    );
  });

  test("P1: a document's history tells every stage of every version that is kept, newest first", async () => {
    const { state, problem, versions } = await historyOf("house.md");
    expect([state, problem]).toEqual(["live", null]);
    expect(versions).toHaveLength(2);
    const [newest, older] = versions;
    expect(newest?.live).toEqual([{ from: expect.any(String), until: null }]);
    expect(older?.live).toEqual([{ from: expect.any(String), until: newest?.live[0]?.from }]);
    for (const { times, answerableAfter } of versions) {
      const { noticed, claimed, fetched, parsed, embedded, live } = times;
      const stages = [noticed, claimed, fetched, parsed, embedded, live];
      expect(stages).toEqual(stages.toSorted());
      expect(answerableAfter).toBeGreaterThan(0);
    }
  });

  test("one edited paragraph is embedded again, and the rest is not", async () => {
    const [newest, older] = (await historyOf("house.md")).versions;
    expect(older?.reused).toBe(0);
    expect(newest?.reused).toBeGreaterThanOrEqual((newest?.chunks ?? 0) * 0.8);
  });

  test("a version that was replaced still opens, and says that it is not the live one", async () => {
    const [newest, older] = (await historyOf("house.md")).versions;
    const document = await documentOf("house.md");
    const text = await footnote.documentText(document, { version: older?.version ?? "" });
    expect([text.live, text.text]).toEqual([false, expect.stringContaining("closes at nine")]);
    const live = await footnote.documentText(document);
    expect([live.live, live.version]).toEqual([true, newest?.version]);
  });

  test("a version that is not kept is a 404 that says so, and an unknown document one that does not", async () => {
    const document = await documentOf("house.md");
    const gone = await fetch(`${footnote.url}/api/documents/${document}?version=0000`);
    expect(gone.status).toBe(404);
    expect((await problemOf(gone)).detail).toBe("This version of house.md is not kept any more.");
    const unknown = "6f0c9c5e-6f6f-5d0b-9b1e-f00740740001";
    for (const path of [`/api/documents/${unknown}?version=0000`, `/api/documents/${unknown}/history`]) {
      const response = await fetch(footnote.url + path);
      expect([path, response.status]).toEqual([path, 404]);
      expect((await problemOf(response)).detail).not.toContain("not kept any more");
    }
  });

  test("as of a time, search and answers give what was live then", async () => {
    const texts = async (asOf?: string) => {
      const { results } = await postJson<{ results: { text: string }[] }>("/api/search", {
        query: "When does the gate close?",
        limit: 3,
        asOf,
      });
      return results.map(({ text }) => text).join("\n");
    };
    expect(await texts()).toContain("closes at ten");
    const then = await texts(changedAt);
    expect(then).toContain("closes at nine");
    expect(then).not.toContain("closes at ten");
    expect(await texts("2020-02-29T12:00:00+01:00")).toBe("");
    const answer = async (asOf?: string) =>
      (await post("/api/answer", { question: "When does the gate close?", asOf })).text();
    expect(await answer()).toContain("The gate closes at ten.");
    const answeredThen = await answer(changedAt);
    expect(answeredThen).toContain("The gate closes at nine.");
    expect(answeredThen).not.toContain("The gate closes at ten.");
  });

  test.each([
    ["no time zone", "2026-03-01T12:00:00", /time zone/],
    ["a day alone", "2026-03-01", /time zone/],
    ["a day that never was", "2026-02-30T12:00:00Z", /time zone/],
    ["the future", "2999-01-01T00:00:00Z", /future/],
    ["no text", 7, /time zone/],
  ])("as of %s is 400 and says what is wrong", async (_, asOf, detail) => {
    for (const body of [{ query: "gate" }, { question: "gate" }]) {
      const response = await post("query" in body ? "/api/search" : "/api/answer", { ...body, asOf });
      expect(response.status).toBe(400);
      expect((await problemOf(response)).detail).toMatch(detail);
    }
  });
});

describe("identical documents", () => {
  const places = async () => [
    { document: await documentOf("archive/parking-copy.md"), bucket: "docs", key: "archive/parking-copy.md" },
    { document: await documentOf("parking.md"), bucket: "docs", key: "parking.md" },
  ];

  test("are found once, with all their places, and so is what an answer cites", async () => {
    const { results } = await postJson<{ results: { text: string; places: Place[] }[] }>("/api/search", {
      query: "Where is a bicycle parked?",
    });
    const found = results.filter(({ text }) => text.includes("bicycle"));
    expect(found.map((result) => result.places)).toEqual([await places()]);
    const { citations } = await footnote.ask("Where is a bicycle parked?");
    expect(citations[0]?.places).toEqual(await places());
  });

  test("know of each other in their histories", async () => {
    const [copy, original] = await places();
    expect((await historyOf("parking.md")).identical).toEqual([copy]);
    expect((await historyOf("archive/parking-copy.md")).identical).toEqual([original]);
    expect((await historyOf("house.md")).identical).toEqual([]);
  });
});

describe("dead letters", () => {
  const settledDead = () => eventually(deadLetters, ({ deadLetters: letters }) => letters.length === 2);

  test("are listed with reason, stage and time, a page at a time", async () => {
    const { deadLetters: letters, next } = await settledDead();
    expect(next).toBeNull();
    expect(letters).toEqual([
      expect.objectContaining({ key: "scans/blank.txt", code: "file_mislabelled", stage: "parse" }),
      expect.objectContaining({ key: "scans/damaged.pdf", stage: "parse" }),
    ]);
    for (const { state, reason, at, nextAttemptAt } of letters) {
      expect([state, nextAttemptAt, Date.parse(at) <= Date.now()]).toEqual(["dead", null, true]);
      expect(reason).not.toBe("");
    }
    const first = await get<{ deadLetters: Problem[]; next: string }>("/api/dead-letters?limit=1");
    const rest = await get<{ deadLetters: Problem[]; next: null }>(
      `/api/dead-letters?limit=1&after=${first.next}`,
    );
    expect([...first.deadLetters, ...rest.deadLetters]).toEqual(letters);
    expect(rest.next).toBeNull();
  });

  test("R7: one, many or all are replayed, harmlessly, any number of times", async () => {
    const { deadLetters: letters } = await settledDead();
    const [blank, damaged] = letters.map(({ document }) => document);
    const replay = (body: object) => postJson<{ queued: number }>("/api/dead-letters/replay", body);
    expect(await replay({ documents: [blank] })).toEqual({ queued: 1 });
    const again = await eventually(deadLetters, ({ deadLetters: now }) =>
      now.some(({ document, at }) => document === blank && at !== letters[0]?.at),
    );
    expect(again.deadLetters.find(({ document }) => document === damaged)).toEqual(letters[1]);
    await Promise.all(Array.from({ length: 5 }, () => replay({ documents: [blank, damaged] })));
    await settledDead();
    expect(await replay({ all: true })).toEqual({ queued: 2 });
    await settledDead();
    const live = await documentOf("parking.md");
    expect(await replay({ documents: [live, "6f0c9c5e-6f6f-5d0b-9b1e-f00740740001"] })).toEqual({
      queued: 0,
    });
    expect((await historyOf("parking.md")).versions).toHaveLength(1);
  });

  test("a file that was mended is replayed into an answer", async () => {
    await footnote.put("scans/later.txt", "%PDF-1.7\n");
    await eventually(deadLetters, ({ deadLetters: letters }) => letters.length === 3);
    await upload("scans/later.txt", "The lost property office is behind the fountain.\n");
    await postJson("/api/dead-letters/replay", { documents: [await documentOf("scans/later.txt")] });
    await eventually(
      () => footnote.search("Where is the lost property office?"),
      (results) => results[0]?.key === "scans/later.txt",
    );
    await settledDead();
  });
});

describe("operations", () => {
  test("P1: freshness is told for every stage of every bucket, with what its canary proves", async () => {
    const { limitSeconds, buckets } = await get<{
      limitSeconds: number;
      buckets: (BucketFreshness & { canary: CanaryState })[];
    }>("/api/freshness");
    expect(limitSeconds).toBe(300);
    expect(buckets.map(({ bucket }) => bucket)).toEqual(["docs"]);
    for (const { versions, answerable, stages, canary } of buckets) {
      expect(versions).toBeGreaterThanOrEqual(3);
      for (const measured of [answerable, ...Object.values(stages)]) {
        expect(measured.p50).toBeLessThanOrEqual(measured.p95 ?? -1);
        expect(measured.p95).toBeLessThanOrEqual(measured.p99 ?? -1);
      }
      expect(["ok", "waiting", "off"]).toContain(canary.state);
    }
    expect((await fetch(`${footnote.url}/readyz`)).status).toBe(200);
  });

  test("the canary is in nobody's folder, list, count or results", async () => {
    await eventually(
      () => get<{ buckets: { canary: CanaryState }[] }>("/api/freshness"),
      ({ buckets }) => buckets[0]?.canary.state === "ok",
    );
    expect(await readdir(footnote.folder)).not.toContain(CANARY_KEY);
    const { buckets } = await get<{ buckets: { bucket: string }[] }>("/api/freshness");
    expect(buckets.map(({ bucket }) => bucket)).toEqual(["docs"]);
    const { areas } = await get<{ areas: string[] }>("/api/areas");
    expect(areas.filter((area) => !area.startsWith("docs"))).toEqual([]);
    const report = await postJson<DriftReport>("/api/reconcile", { dryRun: true });
    expect(report.buckets.map(({ bucket }) => bucket)).toEqual(["docs"]);
    expect((await footnote.documents()).map(({ key }) => key).filter((key) => key === CANARY_KEY)).toEqual(
      [],
    );
    expect((await footnote.search("canary")).map(({ key }) => key)).not.toContain(CANARY_KEY);
  });

  test("pipelines tell what serves, and with nothing to switch to nothing switches", async () => {
    const { pipelines } = await get<{ pipelines: PipelineProgress[] }>("/api/pipelines");
    expect(pipelines).toMatchObject([{ bucket: "docs", next: null, held: null }]);
    expect(pipelines[0]?.serving.description.chunker.strategy).toBe("structure");
    expect(await postJson("/api/pipelines/switch", {})).toEqual({ switched: [] });
    expect(await postJson("/api/pipelines/rollback", {})).toEqual({ rolledBack: [] });
  });

  test("reconciling tells drift by kind, and repairs nothing when it is only to look", async () => {
    const { buckets, repaired } = await postJson<DriftReport>("/api/reconcile", { dryRun: true });
    expect(repaired).toBe(false);
    const none = { count: 0, keys: [] };
    expect(buckets).toEqual([
      { bucket: "docs", missing: none, changed: none, deleted: none, outdated: none },
    ]);
    expect((await postJson<DriftReport>("/api/reconcile", { dryRun: false })).repaired).toBe(true);
  });

  test.each([
    ["/api/dead-letters/replay", {}],
    ["/api/dead-letters/replay", { documents: [] }],
    ["/api/dead-letters/replay", { documents: ["../../etc/passwd"] }],
    ["/api/dead-letters/replay", { all: false }],
    ["/api/dead-letters/replay", { all: true, documents: [] }],
    ["/api/pipelines/switch", { force: "yes" }],
    ["/api/pipelines/rollback", { force: true }],
    ["/api/reconcile", {}],
    ["/api/reconcile", { dryRun: true, bucket: "docs" }],
  ])("%s refuses %j", async (path, body) => {
    const response = await post(path, body);
    expect(response.status).toBe(400);
    expect((await problemOf(response)).code).toBe("request_invalid");
  });

  test("a page of another site can neither replay nor switch nor reconcile through a visitor's browser", async () => {
    const origin = { Origin: "https://elsewhere.example" };
    for (const [path, body] of [
      ["/api/dead-letters/replay", { all: true }],
      ["/api/pipelines/switch", { force: true }],
      ["/api/pipelines/rollback", {}],
      ["/api/reconcile", { dryRun: false }],
    ] as const) {
      expect([path, (await post(path, body, origin)).status]).toEqual([path, 403]);
    }
  });
});
