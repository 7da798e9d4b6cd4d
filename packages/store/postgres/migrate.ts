import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { SqlClient } from "./sql-client.ts";

const DIRECTORY = join(import.meta.dirname, "sql");

/** Runs each numbered file in `sql/` once, in order, each in a transaction of its own. */
export async function migrate(client: SqlClient): Promise<void> {
  await client.query("CREATE EXTENSION IF NOT EXISTS vector");
  await client.query("CREATE EXTENSION IF NOT EXISTS pg_textsearch");
  await client.query(
    "CREATE TABLE IF NOT EXISTS migration (name text PRIMARY KEY, run_at timestamptz NOT NULL DEFAULT now())",
  );
  const done = new Set(
    (await client.query<{ name: string }>("SELECT name FROM migration")).map((row) => row.name),
  );
  const files = (await readdir(DIRECTORY)).filter((name) => name.endsWith(".sql")).sort();
  for (const name of files) {
    if (done.has(name)) continue;
    const statements = splitStatements(await readFile(join(DIRECTORY, name), "utf8"));
    await client.transaction(async (session) => {
      for (const statement of statements) await session.query(statement);
      await session.query("INSERT INTO migration (name) VALUES ($1)", [name]);
    });
  }
}

/** One statement ends with a semicolon at the end of a line; migrations hold no function bodies. */
function splitStatements(sql: string): string[] {
  return sql
    .replaceAll(/^\s*--.*$/gm, "")
    .split(/;\s*$/m)
    .map((statement) => statement.trim())
    .filter((statement) => statement !== "");
}
