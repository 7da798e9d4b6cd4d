import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Analyzer } from "@footnote/contracts";
import { afterAll, beforeAll, expect, test } from "vitest";
import { wordAnalyzer } from "../conformance/analyzer.ts";
import { CONFORMANCE_MODEL, World } from "../conformance/world.ts";
import type { SqlClient, SqlSession } from "../postgres/connection/sql-client.ts";
import { newDatabase } from "../testing/new-database.ts";
import { openPgliteClient } from "./client.ts";
import { storeOn } from "./open.ts";

let root = "";
let statements = 0;
let openTransactions = 0;
const analysed: { readonly text: string; readonly openTransactions: number }[] = [];

const counted = (session: SqlSession): SqlSession => ({
  query(sql, parameters, planning) {
    statements += 1;
    return session.query(sql, parameters, planning);
  },
});
const watched = (client: SqlClient): SqlClient => ({
  ...client,
  ...counted(client),
  questions: counted(client.questions),
  transaction: (work) =>
    client.transaction(async (session) => {
      openTransactions += 1;
      try {
        return await work(session);
      } finally {
        openTransactions -= 1;
      }
    }),
});
const analyzer: Analyzer = {
  ...wordAnalyzer,
  documentTerms(text, around) {
    analysed.push({ text, openTransactions });
    return wordAnalyzer.documentTerms(text, around);
  },
};
const world = new World(async (now, elapsed) =>
  storeOn(watched(await openPgliteClient(root)), {
    models: [CONFORMANCE_MODEL],
    analyzer,
    now,
    elapsed,
    keepMilliseconds: 60_000,
  }),
);

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "footnote-statements-"));
  await newDatabase(root);
  await world.open();
});
afterAll(async () => {
  await world.store.close();
  await rm(root, { recursive: true, force: true });
});

test("a search costs few statements: each waits for the one thread that holds the database", async () => {
  const { reader } = await world.newTenant();
  const { passages, index } = world.store;
  const search = async () => {
    await passages.models(reader, undefined);
    await index.lexical(await world.resolve(reader), "anchors hold boats", 10, undefined);
  };
  await search();
  statements = 0;
  await search();
  // Which lists let the reader read; what the terms weigh and which are unknown, whether two of an unknown one are known,
  // how much is visible (once a second).
  expect(statements).toBeGreaterThan(0);
  expect(statements).toBeLessThanOrEqual(5);
});

test("terms are made while no transaction is open, which keeps every search waiting", async () => {
  const { tenant } = await world.newTenant();
  const texts = Array.from({ length: 150 }, (_, at) => `passage ${at} of the tides`);
  await world.put(tenant, "tides.md", texts);
  expect(analysed.length).toBeGreaterThan(texts.length);
  expect(analysed.filter((each) => each.openTransactions > 0)).toEqual([]);
});
