import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll } from "vitest";
import { wordAnalyzer } from "../../packages/store/conformance/analyzer.ts";
import { openPgliteStore } from "../../packages/store/pglite/open.ts";
import { newDatabase } from "../../packages/store/testing/new-database.ts";
import { underChange } from "./answers/promise.ts";

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "footnote-answers-"));
});
afterAll(() => rm(directory, { recursive: true }));

underChange("PGlite", async (model) => {
  await newDatabase(join(directory, "postgres"));
  return openPgliteStore(directory, {
    models: [model],
    analyzer: wordAnalyzer,
    now: () => new Date(),
    elapsed: () => performance.now(),
    keepMilliseconds: 1_000,
  });
});
