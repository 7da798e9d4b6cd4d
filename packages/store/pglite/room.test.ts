import { expect, test } from "vitest";
import type { Planning, SqlClient } from "../postgres/connection/sql-client.ts";
import { keepRoom } from "./room.ts";

const MEGABYTE = 1024 ** 2;

function client(): { readonly client: SqlClient; readonly run: string[]; readonly planned: Planning[] } {
  const run: string[] = [];
  const planned: Planning[] = [];
  const query = (sql: string, _parameters: readonly unknown[] = [], planning: Planning = "anew") => {
    run.push(sql);
    planned.push(planning);
    return Promise.resolve([]);
  };
  const session = { query };
  return {
    run,
    planned,
    client: {
      query,
      transaction: (work) => work(session),
      questions: session,
      maintenance: session,
      listen: undefined,
      close: () => Promise.resolve(),
    },
  };
}

test("with hardly any room left nothing is written, in a transaction or out of it, and everything is read", async () => {
  const { client: inner, run } = client();
  const guarded = keepRoom(inner, "anywhere", () => 31 * MEGABYTE);
  const refusal = { code: "store_failed", message: expect.stringContaining("no room left on the disk") };
  for (const write of ["UPDATE a SET b = 1", "WITH c AS (DELETE FROM a RETURNING 1) SELECT 1", "VACUUM a"])
    await expect(guarded.query(write)).rejects.toMatchObject(refusal);
  await expect(
    guarded.transaction((session) => session.query("INSERT INTO a SELECT 1")),
  ).rejects.toMatchObject(refusal);
  await expect(guarded.maintenance.query("VACUUM a")).rejects.toMatchObject(refusal);
  await guarded.query("WITH a AS (SELECT 1) SELECT * FROM a");
  expect(run).toEqual(["WITH a AS (SELECT 1) SELECT * FROM a"]);
});

test("with room everything is written", async () => {
  const { client: inner, run } = client();
  await keepRoom(inner, "anywhere", () => 33 * MEGABYTE).query("DELETE FROM a");
  expect(run).toEqual(["DELETE FROM a"]);
});

test("what may be planned once is still planned once", async () => {
  const { client: inner, planned } = client();
  const guarded = keepRoom(inner, "anywhere", () => 33 * MEGABYTE);
  await guarded.query("SELECT 1", [], "once");
  await guarded.questions.query("SELECT 1", [], "once");
  await guarded.transaction((session) => session.query("SELECT 1", [], "once"));
  expect(planned).toEqual(["once", "once", "once"]);
});
