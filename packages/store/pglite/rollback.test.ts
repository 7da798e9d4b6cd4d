import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Pipeline } from "@footnote/contracts";
import { expect, test } from "vitest";
import { wordAnalyzer } from "../conformance/analyzer.ts";
import type { SqlClient } from "../postgres/connection/sql-client.ts";
import { newDatabase } from "../testing/new-database.ts";
import { openPgliteClient } from "./client.ts";
import { storeOn } from "./open.ts";

const MODEL = { id: "model", dimensions: 3 };
const pipeline = (id: string): Pipeline => ({
  id,
  description: {
    parser: { version: 1 },
    analyzer: { version: 1 },
    chunker: { strategy: id, version: 1, parameters: {} },
    model: MODEL.id,
  },
});

test("a rollback during which a worker switches the buckets ends as one during which none does", async () => {
  const directory = await mkdtemp(join(tmpdir(), "footnote-rollback-"));
  await newDatabase(directory);
  const client = await openPgliteClient(directory);
  let meanwhile = async (): Promise<unknown> => undefined;
  const interrupted: SqlClient = {
    ...client,
    async query<Row extends object>(sql: string, parameters?: readonly unknown[]) {
      const rows = await client.query<Row>(sql, parameters);
      if (sql.includes("SET next = previous")) await meanwhile();
      return rows;
    },
  };
  try {
    const { catalogue } = await storeOn(interrupted, {
      models: [MODEL],
      analyzer: wordAnalyzer,
      now: () => new Date(),
      elapsed: () => performance.now(),
      keepMilliseconds: 60_000,
    });
    const switchNow = () => catalogue.switchPipelines("tenant", { force: false, resume: false });
    await catalogue.attachBucket("tenant", { name: "docs", folder: null, readers: ["staff"] });
    await catalogue.configurePipeline("tenant", "docs", pipeline("old"));
    await catalogue.configurePipeline("tenant", "docs", pipeline("new"));
    await switchNow();
    meanwhile = switchNow;
    expect(await catalogue.rollBackPipelines("tenant")).toEqual(["docs"]);
    expect(await catalogue.pipelines("tenant")).toMatchObject([
      { serving: { id: "old" }, next: null, previous: null, held: { id: "new" } },
    ]);
  } finally {
    await client.close();
    await rm(directory, { recursive: true, force: true });
  }
});
