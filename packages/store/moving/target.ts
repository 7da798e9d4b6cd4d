import { FootnoteError } from "@footnote/contracts";
import type { SqlClient, SqlSession } from "../postgres/connection/sql-client.ts";
import { quoted, type Table } from "./tables.ts";

/** Holds something once a Footnote has worked with the database. */
const TELLING = ["document", "access_list", "question"];

/**
 * The database is for this move alone from now on, which whoever opens it is told. One that another move of the same source has
 * begun is gone on with.
 *
 * @param source tells one database from another
 * @throws FootnoteError request_invalid where it holds anything else
 */
export async function claimTarget(target: SqlClient, source: string): Promise<void> {
  const [begun] = (await isThere(target, "move"))
    ? await target.query<{ source: string }>("SELECT source FROM move")
    : [];
  if (begun?.source === source) return;
  if (begun !== undefined) throw foreign("is being moved into from another data directory");
  for (const name of TELLING) {
    const [row] = await target.query(`SELECT 1 FROM ${quoted(name)} LIMIT 1`);
    if (row !== undefined) throw foreign("holds a Footnote's documents already");
  }
  await target.transaction(async (session) => {
    await session.query("CREATE TABLE IF NOT EXISTS move (source text NOT NULL)");
    await session.query(
      "CREATE TABLE IF NOT EXISTS move_progress (name text PRIMARY KEY, pages int NOT NULL)",
    );
    await session.query("INSERT INTO move (source) VALUES ($1)", [source]);
  });
}

/** Before any table of a store is made: what lies there is nobody's, or a store's. @throws FootnoteError request_invalid */
export async function requireOwnTables(target: SqlClient): Promise<void> {
  const [other] = await target.query<{ name: string }>(
    `SELECT relname::text AS name FROM pg_class
      WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p') AND to_regclass('migration') IS NULL LIMIT 1`,
  );
  if (other !== undefined) throw foreign(`holds a table ${other.name} of something else`);
}

/** Empties it, to begin from the beginning; what migrations put there goes, too. */
export async function emptyTarget(target: SqlClient, tables: readonly Table[]): Promise<void> {
  await target.transaction(async (session) => {
    // Nothing is recorded, counted or forgotten while rows arrive: what would come of that arrives as well.
    for (const { name } of tables) await session.query(`ALTER TABLE ${quoted(name)} DISABLE TRIGGER USER`);
    await session.query(`TRUNCATE ${tables.map(({ name }) => quoted(name)).join(", ")}, move_progress`);
  });
}

/** It is a store like any other from now on. */
export async function releaseTarget(
  source: SqlSession,
  target: SqlClient,
  tables: readonly Table[],
): Promise<void> {
  const sequences = await source.query<{ name: string; last: bigint | null }>(
    `SELECT sequencename::text AS name, last_value AS last FROM pg_sequences WHERE schemaname = current_schema()`,
  );
  await target.transaction(async (session) => {
    for (const { name, last } of sequences)
      if (last !== null && (await isThere(session, name)))
        await session.query("SELECT setval($1::regclass, $2)", [quoted(name), last]);
    for (const { name } of tables) await session.query(`ALTER TABLE ${quoted(name)} ENABLE TRIGGER USER`);
    await session.query("DROP TABLE move_progress, move");
  });
}

/** @throws FootnoteError configuration_invalid where a move into it is not over */
export async function requireMoved(session: SqlSession): Promise<void> {
  if (!(await isThere(session, "move"))) return;
  throw new FootnoteError("configuration_invalid", "The database is being moved into, and not whole yet.", {
    action: "Run npx footnote move again, which goes on where it ended.",
  });
}

async function isThere(session: SqlSession, name: string): Promise<boolean> {
  const [row] = await session.query<{ there: boolean }>("SELECT to_regclass($1) IS NOT NULL AS there", [
    quoted(name),
  ]);
  return row?.there === true;
}

function foreign(what: string): FootnoteError {
  return new FootnoteError("request_invalid", `The database ${what}.`, {
    action: "Name an empty one: CREATE DATABASE with ENCODING 'UTF8' makes it.",
  });
}
