import { appendFile, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { addToHistory, readHistory } from "./history.ts";
import type { FinishedRun } from "./run-folder.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "footnote-history-"));
});
afterAll(() => rm(folder, { recursive: true }));

function run(right: number): FinishedRun {
  return {
    folder: "",
    manifest: {
      format: 1,
      suite: { name: "leave", kind: "golden", sha256: "", questions: 10, drafts: 0 },
      variant: { legs: "hybrid" },
      recipe: "a",
      models: { embedding: null, language: null, judge: null },
      documents: { count: 3, sha256: "" },
      url: null,
      seed: 1,
    },
    results: [],
    timings: [],
    means: {
      right: { mean: right, defined: 8, undefined: 2 },
      page_cited: { mean: null, defined: 0, undefined: 10 },
    },
  };
}

test("runs are listed newest first, one that came out the same once, and what is no run is left out", async () => {
  const file = join(folder, "data", "evaluations.jsonl");
  expect(await readHistory(file)).toEqual([]);
  await addToHistory(file, run(0.5), new Date("2026-01-01T00:00:00Z"));
  await addToHistory(file, run(0.5), new Date("2026-01-02T00:00:00Z"));
  await addToHistory(file, run(0.75), new Date("2026-01-03T00:00:00Z"));
  await appendFile(file, '{"at":"never"}\n{"half');
  expect(await readHistory(file)).toEqual([
    expect.objectContaining({
      at: "2026-01-03T00:00:00.000Z",
      suite: "leave",
      variant: "legs=hybrid",
      means: [{ measure: "right", mean: 0.75, defined: 8 }],
    }),
    expect.objectContaining({ at: "2026-01-01T00:00:00.000Z" }),
  ]);
});
