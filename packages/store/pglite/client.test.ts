import { execFileSync } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { binaryFloats } from "../postgres/connection/binary-floats.ts";
import type { SqlClient, SqlSession } from "../postgres/connection/sql-client.ts";
import { emptyDatabase } from "../testing/new-database.ts";
import { openPgliteClient } from "./client.ts";

/** Of this process, until it is lifted: no file may be written beyond its first bytes. */
function limitFiles(bytes: string): void {
  execFileSync("prlimit", ["--pid", String(process.pid), `--fsize=${bytes}:`]);
}

test("a database that gave up because its log could not be written says so, and is opened again once it can", async () => {
  const directory = await mkdtemp(join(tmpdir(), "footnote-gave-up-"));
  await emptyDatabase(directory);
  const client = await openPgliteClient(directory);
  try {
    await client.query("CREATE TABLE kept (line text)");
    await client.query("INSERT INTO kept VALUES ('before')");
    const write = () => client.query("INSERT INTO kept SELECT repeat('x', 2000) FROM generate_series(1, 20)");
    limitFiles("65536");
    await expect(write()).rejects.toMatchObject({ code: "store_failed" });
    await expect(write()).rejects.toMatchObject({ code: "store_failed" });
    limitFiles("unlimited");
    expect(await client.query("SELECT line FROM kept")).toEqual([{ line: "before" }]);
    await write();
  } finally {
    limitFiles("unlimited");
    await client.close();
    await rm(directory, { recursive: true, force: true });
  }
});

test("a closed client refuses everything, never opens the database again, and undoes what does not end", async () => {
  const directory = await mkdtemp(join(tmpdir(), "footnote-closed-"));
  await emptyDatabase(directory);
  try {
    const client = await openPgliteClient(directory);
    await client.query("CREATE TABLE kept (line text)");
    const begun = Promise.withResolvers<void>();
    const stuck = client.transaction(async (session) => {
      await session.query("INSERT INTO kept VALUES ('stuck')");
      begun.resolve();
      await new Promise(() => {});
    });
    stuck.catch(() => undefined);
    await begun.promise;
    const statement = client.query("SELECT 1 AS one");
    const closes = [client.close(), client.close()];
    const refusal = { code: "unavailable" };
    await expect(client.query("SELECT 1")).rejects.toMatchObject(refusal);
    await expect(client.transaction(async () => undefined)).rejects.toMatchObject(refusal);
    // What was asked before is either answered or refused, and never left without a word.
    await Promise.allSettled([statement]);
    await Promise.all(closes);
    await expect(client.query("SELECT 1")).rejects.toMatchObject(refusal);

    const again = await openPgliteClient(directory);
    expect(await again.query("SELECT line FROM kept")).toEqual([]);
    await again.close();
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
});

test("statements of a transaction that are asked for at once run in that order, and all of them or none", async () => {
  const directory = await mkdtemp(join(tmpdir(), "footnote-at-once-"));
  await emptyDatabase(directory);
  const client = await openPgliteClient(directory);
  try {
    await client.query("CREATE TABLE step (number int)");
    const add = (session: SqlSession, number: number) =>
      session.query("INSERT INTO step SELECT $1 WHERE (SELECT coalesce(max(number), 0) FROM step) = $1 - 1", [
        number,
      ]);
    const numbers = Array.from({ length: 20 }, (_, index) => index + 1);
    await client.transaction((session) => Promise.all(numbers.map((number) => add(session, number))));
    expect(await client.query("SELECT number FROM step ORDER BY 1")).toEqual(
      numbers.map((number) => ({ number })),
    );
    const failing = client.transaction((session) =>
      Promise.all([add(session, 21), session.query("SELECT 1 / 0"), add(session, 22)]),
    );
    await expect(failing).rejects.toMatchObject({ message: expect.stringContaining("division by zero") });
    expect(await client.query("SELECT max(number) AS last FROM step")).toEqual([{ last: 20 }]);
  } finally {
    await client.close();
    await rm(directory, { recursive: true, force: true });
  }
});

test("a question's statements go before a transaction that waits, though each is asked when the one before is answered", async () => {
  const directory = await mkdtemp(join(tmpdir(), "footnote-asked-"));
  await emptyDatabase(directory);
  const client = await openPgliteClient(directory);
  try {
    const orderOfOne = async () => {
      const order: string[] = [];
      const begun = Promise.withResolvers<void>();
      const over = Promise.withResolvers<void>();
      const first = client.transaction(async () => {
        begun.resolve();
        await over.promise;
      });
      await begun.promise;
      const second = client.transaction(async () => {
        order.push("transaction");
      });
      const question = (async () => {
        for (let statement = 1; statement <= 4; statement++) {
          await client.questions.query("SELECT 1");
          order.push(`statement ${statement}`);
        }
      })();
      over.resolve();
      await Promise.all([first, second, question]);
      return order;
    };
    // A writer does not wait long, and this thread may be kept from asking: not every time, then, but whenever it is not.
    const orders: string[][] = [];
    for (let tries = 0; tries < 30; tries++) orders.push(await orderOfOne());
    expect(orders).toContainEqual([
      "statement 1",
      "statement 2",
      "statement 3",
      "statement 4",
      "transaction",
    ]);
  } finally {
    await client.close();
    await rm(directory, { recursive: true, force: true });
  }
});

test("terms that are not yet on disk are not held in memory for questions, which would be let go never", async () => {
  const root = await mkdtemp(join(tmpdir(), "footnote-terms-"));
  await emptyDatabase(root);
  const client = await openPgliteClient(root);
  try {
    await client.query("CREATE EXTENSION pg_textsearch");
    await client.query("CREATE TABLE page (terms text)");
    await client.query("CREATE INDEX page_bm25 ON page USING bm25 (terms) WITH (text_config = simple)");
    await client.query("INSERT INTO page SELECT 'tide ' || at FROM generate_series(1, 5) at");
    await client.query("SELECT 1 FROM page ORDER BY terms <@> to_bm25query('tide', 'page_bm25') LIMIT 1");
    const [kept] = await client.query<{ kept: string }>(
      "SELECT current_setting('pg_textsearch.memtable_cache_enabled') AS kept",
    );
    expect(kept).toEqual({ kept: "off" });
  } finally {
    await client.close();
    await rm(root, { recursive: true });
  }
});

describe("a statement that is planned once", () => {
  let directory: string;
  let client: SqlClient;
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), "footnote-planned-"));
    await emptyDatabase(directory);
    client = await openPgliteClient(directory);
    await client.query("CREATE TABLE kept (number bigint PRIMARY KEY, line text NOT NULL, at timestamptz)");
  });
  afterAll(async () => {
    await client.close();
    await rm(directory, { recursive: true, force: true });
  });

  test("takes and returns what one that is planned anew does, however often it is asked", async () => {
    const sql = `SELECT $1::bigint AS number, $2::text[] AS lines, $3::timestamptz AS at, $4::jsonb AS data, $5::int AS nothing,
        ($6::float4[])[1:2] AS floats, (SELECT count(*)::int FROM generate_series(1, $7::int)) AS count`;
    for (let count = 0; count < 8; count++) {
      const parameters = [
        2n ** 60n + BigInt(count),
        ["a, b", 'c"d', "", "{}"],
        new Date(count),
        JSON.stringify({ count }),
        null,
        binaryFloats([new Float32Array([count, 0.5])]),
        count,
      ];
      expect(await client.query(sql, parameters, "once")).toEqual(await client.query(sql, parameters));
    }
    expect(await client.query("SELECT 1 AS one WHERE false", [], "once")).toEqual([]);
  });

  test("fails as that one does, and the next one runs", async () => {
    const divide = (by: number) => client.query<{ part: number }>("SELECT 8 / $1::int AS part", [by], "once");
    const anew = await client.query("SELECT 8 / $1::int AS part", [0]).catch((error: unknown) => error);
    await expect(divide(0)).rejects.toEqual(anew);
    expect(await divide(2)).toEqual([{ part: 4 }]);
    await expect(client.query("SELECT nonsense", [], "once")).rejects.toMatchObject({ code: "store_failed" });
    expect(await divide(4)).toEqual([{ part: 2 }]);
  });

  test("belongs to the transaction that asks for it, and waits for one that others have open", async () => {
    const add = (session: SqlSession, number: bigint) =>
      session.query("INSERT INTO kept (number, line) VALUES ($1, $2)", [number, "line"], "once");
    const failing = client.transaction(async (session) => {
      await add(session, 1n);
      await add(session, 1n);
    });
    await expect(failing).rejects.toMatchObject({ message: expect.stringContaining("duplicate key") });
    const numbers = () => client.query("SELECT number FROM kept ORDER BY 1", [], "once");
    expect(await numbers()).toEqual([]);
    let meanwhile: Promise<unknown> = Promise.resolve();
    await client.transaction(async (session) => {
      await add(session, 1n);
      meanwhile = numbers();
      await add(session, 2n);
    });
    expect(await meanwhile).toEqual([{ number: 1n }, { number: 2n }]);
  });
});
