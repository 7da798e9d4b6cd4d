import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { FootnoteError } from "@footnote/contracts";
import type { SqlClient, SqlSession } from "./sql-client.ts";

const DIRECTORY = join(import.meta.dirname, "../sql");
/** Any number that nothing else in the database locks. */
const SCHEMA_LOCK = 7_022_914_063n;

/**
 * Runs each numbered file in `sql/` once, in order, each in a transaction of its own; one process at a time.
 *
 * @throws FootnoteError configuration_invalid where a later release has changed the schema: what this one wrote could harm it
 */
export async function migrate(client: SqlClient): Promise<void> {
  await changingSchema(client, async (session) => {
    await session.query("CREATE EXTENSION IF NOT EXISTS vector");
    await session.query("CREATE EXTENSION IF NOT EXISTS pg_textsearch");
    await session.query(
      "CREATE TABLE IF NOT EXISTS migration (name text PRIMARY KEY, run_at timestamptz NOT NULL DEFAULT now())",
    );
  });
  const done = new Set(
    (await client.query<{ name: string }>("SELECT name FROM migration")).map((row) => row.name),
  );
  const files = (await readdir(DIRECTORY)).filter((name) => name.endsWith(".sql")).sort();
  const [later] = [...done].filter((name) => !files.includes(name)).sort();
  if (later !== undefined) throw madeByLater(later.replace(/\.sql$/, ""));
  for (const name of files) {
    if (done.has(name)) continue;
    const statements = splitStatements(await readFile(join(DIRECTORY, name), "utf8"));
    await changingSchema(client, async (session) => {
      // Another process may have been faster.
      const [run] = await session.query("SELECT 1 FROM migration WHERE name = $1", [name]);
      if (run !== undefined) return;
      for (const statement of statements) await session.query(statement);
      await session.query("INSERT INTO migration (name) VALUES ($1)", [name]);
    });
  }
}

function madeByLater(migration: string): FootnoteError {
  return new FootnoteError(
    "configuration_invalid",
    `The index was made by a newer Footnote (${migration}).`,
    {
      action:
        "Run that one; or give this one an index of its own with --data DIR, which it makes anew from the folders.",
    },
  );
}

/** A transaction that no other process changes the schema beside; it may take as long as it takes. */
export async function changingSchema(
  client: Pick<SqlClient, "transaction">,
  work: (session: SqlSession) => Promise<void>,
): Promise<void> {
  await client.transaction(async (session) => {
    await session.query("SELECT pg_advisory_xact_lock($1)", [SCHEMA_LOCK]);
    await work(session);
  }, "lasting");
}

/** One statement ends with a semicolon at the end of a line, but within the body of a function, which stands between $$. */
function splitStatements(sql: string): string[] {
  const statements = [""];
  for (const line of sql.replaceAll(/^\s*--.*$/gm, "").split("\n")) {
    const statement = `${statements.pop()}${line}\n`;
    const isWithinBody = statement.split("$$").length % 2 === 0;
    statements.push(statement);
    if (!isWithinBody && /;\s*$/.test(line)) statements.push("");
  }
  return statements.map((statement) => statement.trim()).filter((statement) => statement !== "");
}
