import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { migrate } from "../postgres/connection/migrate.ts";
import { createVectorIndex } from "../postgres/search/vector-index.ts";
import { emptyDatabase } from "../testing/new-database.ts";
import { openPgliteClient } from "./client.ts";

test("an index that was made with fewer neighbours to choose from is made anew, where that is wanted", async () => {
  const folder = await mkdtemp(join(tmpdir(), "footnote-graph-"));
  await emptyDatabase(folder);
  const client = await openPgliteClient(folder);
  try {
    await migrate(client);
    const model = { id: "small", dimensions: 3 };
    /** Which file each index lies in, and with what it goes on. */
    const made = async (construction: number, isRemade: boolean) => {
      await createVectorIndex(client, model, { links: 8, construction, isRemade });
      return client.query(
        "SELECT relname, relfilenode::text AS file, reloptions AS options FROM pg_class WHERE relname LIKE '%hnsw%' ORDER BY relname",
      );
    };
    const first = await made(32, true);
    expect(first).toHaveLength(2);
    expect(await made(32, true)).toEqual(first);
    const options = ["m=8", "ef_construction=128"];
    const goingOn = await made(128, false);
    expect(goingOn).toEqual(first.map((index) => ({ ...index, options })));
    await client.query(
      "UPDATE pg_class SET reloptions = '{m=8,ef_construction=32}' WHERE relname LIKE '%hnsw%'",
    );
    for (const [at, { file, options: ones }] of (
      (await made(128, true)) as { file: string; options: string[] }[]
    ).entries()) {
      expect(ones).toEqual(options);
      expect(file).not.toBe((first[at] as { file: string }).file);
    }
  } finally {
    await client.close();
    await rm(folder, { recursive: true });
  }
});
