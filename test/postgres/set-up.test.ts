import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { openPgClient } from "../../packages/store/pg/client.ts";
import { requireExtensions } from "../../packages/store/pg/extensions.ts";
import { openPgStore } from "../../packages/store/pg/open.ts";
import type { SqlClient } from "../../packages/store/postgres/connection/sql-client.ts";
import { FaultProxy } from "../support/fault-proxy.ts";
import { newDatabase } from "./database.ts";
import { openSession, STORE_OPTIONS } from "./stores.ts";

let url: string;
beforeAll(async () => {
  url = await newDatabase(inject("postgres"));
});
const limits = { connections: 2, statementMilliseconds: 1_000 };

/** The address with other parts. */
function addressWith(parts: Partial<Pick<URL, "port" | "username" | "password" | "pathname">>): string {
  return Object.assign(new URL(url), parts).href;
}

async function refusal(address: string): Promise<{ code: string; message: string; action: string }> {
  return openPgStore({ url: address, ...limits }, STORE_OPTIONS).then(
    () => Promise.reject(new Error("It was let in.")),
    ({ code, message, action }) => ({ code, message, action }),
  );
}

test("a wrong address, port, database or password is told in a line that names what to do, without the password", async () => {
  const admin = await openSession(url);
  const { rows } = await admin.query<{ file: string }>("SELECT current_setting('hba_file') AS file");
  await admin.query("CREATE ROLE visitor LOGIN PASSWORD 'right'");
  await admin.query(
    `COPY (VALUES ('host all visitor 127.0.0.1/32 scram-sha-256'), ('host all all 127.0.0.1/32 trust')) TO '${rows[0]?.file}'`,
  );
  await admin.query("SELECT pg_reload_conf()");
  await admin.end();
  for (const wrong of ["not an address", "mysql://localhost/x", "postgres:///nowhere"])
    expect(await refusal(wrong)).toMatchObject({
      code: "configuration_invalid",
      action: expect.stringContaining("postgres://user:password@host:port/database"),
    });
  expect(await refusal(addressWith({ port: "1" }))).toEqual({
    code: "store_failed",
    message: "Postgres at 127.0.0.1:1 does not answer.",
    action: expect.stringContaining("Start it, or correct database.url (FOOTNOTE_DATABASE_URL)"),
  });
  expect(await refusal(url.replace("127.0.0.1", "nowhere.invalid"))).toMatchObject({
    message: expect.stringContaining("No host is known by the name in nowhere.invalid:"),
    action: expect.stringContaining("database.url (FOOTNOTE_DATABASE_URL)"),
  });
  expect(await refusal(`${url}?sslmode=require`)).toMatchObject({
    message: expect.stringContaining("cannot be spoken to over TLS"),
    action: expect.stringContaining("sslmode"),
  });
  expect(await refusal(addressWith({ pathname: "/nowhere" }))).toMatchObject({
    code: "configuration_invalid",
    message: expect.stringContaining("has no database nowhere"),
    action: expect.stringContaining("CREATE DATABASE"),
  });
  const locked = await refusal(addressWith({ username: "visitor", password: "s3cret" }));
  expect(locked).toMatchObject({
    code: "configuration_invalid",
    message: expect.stringContaining("does not let visitor in"),
  });
  expect(JSON.stringify(locked)).not.toContain("s3cret");
  const unable = await refusal(addressWith({ username: "visitor", password: "right" }));
  expect(unable).toMatchObject({
    code: "configuration_invalid",
    action: expect.stringContaining("Have an administrator run CREATE EXTENSION"),
  });
});

test("a server that is too old or lacks an extension, or a database in another encoding, is told what to install or create", async () => {
  interface Made {
    readonly encoding?: string;
    readonly version?: number;
    readonly extensions?: Readonly<Record<string, { installed: string | null; available: string }>>;
  }
  const serverOf = ({ encoding = "UTF8", version = 170_009, extensions = {} }: Made): SqlClient =>
    ({
      query: async (sql: string, parameters: readonly string[] = []) => {
        if (sql.includes("server_encoding")) return [{ encoding, version }];
        const found = extensions[parameters[0] ?? ""];
        return found === undefined ? [] : [found];
      },
    }) as unknown as SqlClient;
  const current = { installed: "0.8.2", available: "0.8.2" };
  await expect(requireExtensions(serverOf({ extensions: { vector: current } }))).rejects.toMatchObject({
    code: "configuration_invalid",
    message: "Postgres lacks the extension pg_textsearch.",
    action: expect.stringContaining("Install pg_textsearch"),
  });
  await expect(requireExtensions(serverOf({ encoding: "LATIN1" }))).rejects.toMatchObject({
    action: expect.stringContaining("ENCODING 'UTF8'"),
  });
  await expect(requireExtensions(serverOf({ version: 160_004 }))).rejects.toMatchObject({
    code: "configuration_invalid",
    message: "Postgres 16 is too old.",
    action: expect.stringContaining("database.url (FOOTNOTE_DATABASE_URL)"),
  });
  const old = (installed: string | null, available: string) =>
    requireExtensions(serverOf({ extensions: { vector: { installed, available } } }));
  await expect(old(null, "0.7.4")).rejects.toMatchObject({
    message: "The extension vector 0.7.4 is too old.",
    action: expect.stringContaining("Install pgvector 0.8"),
  });
  await expect(old("0.7.4", "0.8.2")).rejects.toMatchObject({
    action: expect.stringContaining("ALTER EXTENSION vector UPDATE"),
  });
});

let client: SqlClient;
beforeAll(async () => {
  client = await openPgClient({ url, ...limits });
});
afterAll(() => client.close());

test("a statement that takes too long is cancelled, maintenance is not, and the next one has the limit again", async () => {
  await expect(client.query("SELECT pg_sleep(30)")).rejects.toMatchObject({ code: "store_failed" });
  await client.maintenance.query("SELECT pg_sleep(1.3)");
  await expect(client.query("SELECT pg_sleep(30)")).rejects.toMatchObject({ code: "store_failed" });
});

test("a session that breaks is not used again: not alone, not within a transaction, not while it is idle", async () => {
  const admin = await openSession(url);
  const end = (session: number) => admin.query("SELECT pg_terminate_backend($1, 5000)", [session]);
  const own = async (session: Pick<SqlClient, "query">) =>
    (await session.query<{ pid: number }>("SELECT pg_backend_pid() AS pid"))[0]?.pid ?? 0;
  for (let round = 0; round < 4; round++) {
    const broken = client.transaction(async (session) => {
      await end(await own(session));
      await session.query("SELECT 1");
    });
    await expect(broken).rejects.toMatchObject({ code: "store_failed", retryable: true });
  }
  const running = client.query("SELECT pg_sleep(0.9), pg_backend_pid()");
  running.catch(() => undefined);
  await admin.query(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'footnote' AND datname = current_database()",
  );
  await Promise.allSettled([running]);
  expect(await client.query("SELECT 1 AS one")).toEqual([{ one: 1 }]);
  await admin.end();
});

test("a statement whose answer is lost on its way is given up, alone and in a transaction, and what lasts is waited for", async () => {
  const network = await FaultProxy.open(Number(new URL(url).port));
  const behind = await openPgClient({ url: addressWith({ port: String(network.port) }), ...limits });
  const lost = [
    behind.query("SELECT 1"),
    behind.transaction(async (session) => {
      await session.query("SELECT 1");
      network.fault = "black hole";
      await session.query("SELECT 2");
    }),
  ];
  const [, broken] = await Promise.allSettled(lost);
  expect(broken).toMatchObject({ status: "rejected", reason: { code: "store_failed", retryable: true } });
  network.fault = "none";
  expect(await behind.query("SELECT 1 AS one")).toEqual([{ one: 1 }]);
  // Longer than a statement may take, and than its answer is waited for.
  const lasting = behind.transaction((session) => session.query("SELECT pg_sleep(7)"), "lasting");
  expect(await lasting).toHaveLength(1);
  await behind.close();
  await network.close();
});

test("a transaction in which a failure was swallowed is not taken for committed", async () => {
  const swallowed = client.transaction((session) => session.query("SELECT 1 / 0").catch(() => undefined));
  await expect(swallowed).rejects.toMatchObject({ code: "store_failed" });
});

test("nothing of what a statement was given is told by its error", async () => {
  const secret = "the text of a document";
  const error = await client.query("SELECT $1::int", [secret]).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ code: "store_failed" });
  expect(String(error) + String((error as Error).cause)).not.toContain(secret);
});

test("values come as the contract says", async () => {
  const at = new Date("2030-01-02T03:04:05.678Z");
  const [row] = await client.query(
    `SELECT 9007199254740993::int8 AS big, 7::int4 AS small, 0.5::float8 AS half, $1::timestamptz AS at, '{"a":[1]}'::jsonb AS json,
            $2::text[] AS texts, $3::bigint AS given, ARRAY[0.5,1]::float8[] AS floats, NULL::text AS nothing, $4::boolean AS yes`,
    [at, ['a"b', "c,d", null], 9007199254740995n, true],
  );
  expect(row).toEqual({
    big: 9007199254740993n,
    small: 7,
    half: 0.5,
    at,
    json: { a: [1] },
    texts: ['a"b', "c,d", null],
    given: 9007199254740995n,
    floats: [0.5, 1],
    nothing: null,
    yes: true,
  });
});

test("a closed client refuses everything, does not wait for what hangs, and undoes it", async () => {
  const closing = await openPgClient({ url, ...limits });
  await client.query("CREATE TABLE kept (line text)");
  const begun = Promise.withResolvers<void>();
  const stuck = closing.transaction(async (session) => {
    await session.query("INSERT INTO kept VALUES ('stuck')");
    begun.resolve();
    await new Promise(() => undefined);
  });
  stuck.catch(() => undefined);
  await begun.promise;
  await Promise.all([closing.close(), closing.close()]);
  await expect(closing.query("SELECT 1")).rejects.toMatchObject({ code: "unavailable" });
  expect(await client.query("SELECT line FROM kept")).toEqual([]);
});
