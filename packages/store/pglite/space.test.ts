import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type NewVersion, segmentsOf } from "@footnote/contracts";
import { expect, test } from "vitest";
import { wordAnalyzer } from "../conformance/analyzer.ts";
import { newVersion } from "../conformance/world.ts";
import type { SqlClient } from "../postgres/connection/sql-client.ts";
import { newDatabase } from "../testing/new-database.ts";
import { openPgliteClient } from "./client.ts";
import { LogLength } from "./log-length.ts";
import { storeOn } from "./open.ts";

const NOW = new Date();

async function withStore(
  work: (client: SqlClient, wrap: (client: SqlClient) => ReturnType<typeof open>) => Promise<void>,
) {
  const directory = await mkdtemp(join(tmpdir(), "footnote-space-"));
  await newDatabase(directory);
  const client = await openPgliteClient(directory);
  try {
    await work(client, open);
  } finally {
    await client.close();
    await rm(directory, { recursive: true, force: true });
  }
}

async function open(client: SqlClient) {
  const { catalogue, maintain } = await storeOn(client, {
    models: [{ id: "conformance-3", dimensions: 3 }],
    analyzer: wordAnalyzer,
    now: () => NOW,
    elapsed: () => performance.now(),
    keepMilliseconds: 0,
  });
  await catalogue.attachBucket("tenant", { name: "docs", folder: null, readers: ["everyone"] });
  const commit = async (key: string, texts: readonly string[], more: Partial<NewVersion> = {}) => {
    await catalogue.look("tenant", "docs", [key], "change");
    const [claim] = await catalogue.claim("tenant", ["docs"], ["change"], 1);
    if (claim === undefined) throw new Error("Nothing was due.");
    return catalogue.commit(claim, { ...newVersion(texts, [1, 0, 0], NOW), version: key, ...more });
  };
  return { catalogue, maintain, commit };
}

/** Paragraphs that share no word, so that the index of words is as large as the text. */
const paragraphs = (count: number) =>
  Array.from({ length: count }, (_, at) =>
    Array.from({ length: 100 }, (_, word) => `w${(at * 100 + word).toString(36)}`).join(" "),
  );

test("R10: deleting a large document gives its room back, in the indexes too", {
  timeout: 240_000,
}, async () => {
  await withStore(async (client, wrap) => {
    const { catalogue, maintain, commit } = await wrap(client);
    const size = async () => {
      const [row] = await client.query<{ bytes: number }>(
        `SELECT sum(pg_total_relation_size(oid))::float8 AS bytes FROM pg_class
          WHERE relkind = 'r' AND relname IN ('chunk', 'section', 'segment')`,
      );
      return row?.bytes ?? 0;
    };
    await commit("small.md", paragraphs(5));
    await maintain();
    const before = await size();
    await commit("large.md", paragraphs(2_500));
    const full = await size();
    await catalogue.withdraw("tenant", "docs", "large.md");
    await maintain();
    expect(full - before).toBeGreaterThan(10_000_000);
    expect((await size()) - before).toBeLessThan(0.1 * (full - before));
  });
});

test("R10: out of memory is no fault of the store that passes, but the end for that file", async () => {
  await withStore(async (client, wrap) => {
    const full: SqlClient = {
      ...client,
      transaction: (run) =>
        client.transaction((session) =>
          run({
            query: async (sql, parameters) => {
              if (!sql.startsWith("INSERT INTO segment")) return session.query(sql, parameters);
              // As Postgres says it where there is none left.
              await session.query(
                "DO $$ BEGIN RAISE EXCEPTION 'out of memory' USING ERRCODE = '53200'; END $$",
              );
              return [];
            },
          }),
        ),
    };
    const { commit } = await wrap(full);
    await expect(commit("a.md", ["Text."])).rejects.toMatchObject({
      code: "file_too_large",
      retryable: false,
    });
    expect(await client.query("SELECT 1 AS one")).toEqual([{ one: 1 }]);
  });
});

test("R10: a long document's text is written in statements of bounded size", async () => {
  await withStore(async (client, wrap) => {
    const sizes: number[] = [];
    const watched: SqlClient = {
      ...client,
      transaction: (run) =>
        client.transaction((session) =>
          run({
            query: (sql, parameters = []) => {
              if (sql.startsWith("INSERT INTO segment")) sizes.push(JSON.stringify(parameters).length);
              return session.query(sql, parameters);
            },
          }),
        ),
    };
    const { commit } = await wrap(watched);
    const text = "word ".repeat(1_000_000);
    const segments = segmentsOf({ text, blocks: [{ kind: "paragraph", start: 0, end: text.length }] });
    await commit("long.md", ["A chunk of it."], { segments, length: text.length });
    expect(sizes.length).toBeGreaterThan(3);
    expect(Math.max(...sizes)).toBeLessThan(1_500_000);
  });
});

test("R10: the log is cut each time that so much was written, and not before", () => {
  const log = new LogLength();
  log.add(["id", ["x".repeat(9_000_000)], 5, null]);
  expect(log.takeDue()).toBe(false);
  log.add([[["x".repeat(9_000_000)]]]);
  expect(log.takeDue()).toBe(true);
  expect(log.takeDue()).toBe(false);
});
