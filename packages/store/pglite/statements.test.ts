import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { wordAnalyzer } from "../conformance/analyzer.ts";
import { CONFORMANCE_MODEL } from "../conformance/world.ts";
import { openPgliteClient } from "./client.ts";
import { storeOn } from "./open.ts";

const reader = { tenant: "tenant", principals: ["staff"] };

test("a search costs few statements: each waits for the one thread that holds the database", async () => {
  const root = await mkdtemp(join(tmpdir(), "footnote-statements-"));
  const client = await openPgliteClient(root);
  let statements = 0;
  const counting = {
    ...client,
    query: ((sql, parameters) => {
      statements += 1;
      return client.query(sql, parameters);
    }) as typeof client.query,
  };
  const store = await storeOn(counting, {
    models: [CONFORMANCE_MODEL],
    analyzer: wordAnalyzer,
    now: () => new Date(),
    elapsed: () => performance.now(),
    keepMilliseconds: 60_000,
  });
  try {
    await store.catalogue.attachBucket("tenant", { name: "docs", folder: null, readers: ["staff"] });
    const { passages, index } = store;
    const search = async () => {
      await passages.models(reader, undefined);
      await index.lexical(reader, "anchors hold boats", 10, undefined);
    };
    await search();
    statements = 0;
    await search();
    // What the terms weigh and which are unknown, whether two of an unknown one are known, how much is visible (once a second).
    expect(statements).toBeLessThanOrEqual(4);
  } finally {
    await store.close();
    await rm(root, { recursive: true, force: true });
  }
});
