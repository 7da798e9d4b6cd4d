import { mkdir, readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { pg_textsearch } from "@electric-sql/pglite-pg_textsearch";
import { vector } from "@electric-sql/pglite-pgvector";
import { emptyDatabase } from "../../testing/new-database.ts";

const MIGRATIONS = join(import.meta.dirname, "../../postgres/sql");
/**
 * Every row of an index that a Footnote made whose last migration was 0021, the day before access lists: two documents, one of
 * them changed once, and a dead letter. Its bucket lies in "FOLDER".
 */
const ROWS = join(import.meta.dirname, "index-of-migration-0021.json");

/** Puts that index into the data directory, as if that Footnote had just ended. */
export async function putEarlierIndex(data: string, folder: string): Promise<void> {
  const dataDir = join(data, "postgres");
  await mkdir(data, { recursive: true });
  await emptyDatabase(dataDir);
  const tables = JSON.parse(
    (await readFile(ROWS, "utf8")).replaceAll('"FOLDER"', JSON.stringify(folder)),
  ) as Record<string, readonly object[]>;
  const ran = new Set(tables.migration?.map((row) => (row as { name: string }).name));
  const database = new PGlite({ dataDir, extensions: { vector, pg_textsearch } });
  await database.exec("CREATE EXTENSION vector; CREATE EXTENSION pg_textsearch;");
  await database.exec(
    "CREATE TABLE migration (name text PRIMARY KEY, run_at timestamptz NOT NULL DEFAULT now())",
  );
  for (const name of (await readdir(MIGRATIONS)).sort())
    if (ran.has(name)) await database.exec(await readFile(join(MIGRATIONS, name), "utf8"));
  // The rows are as its triggers left them.
  await database.exec("SET session_replication_role = replica");
  for (const [table, rows] of Object.entries(tables)) {
    await database.exec(`DELETE FROM "${table}"`);
    await database.query(
      `INSERT INTO "${table}" OVERRIDING SYSTEM VALUE SELECT * FROM jsonb_populate_recordset(NULL::"${table}", $1)`,
      [JSON.stringify(rows)],
    );
  }
  const { rows: sequences } = await database.query<{ name: string }>(
    "SELECT quote_ident(sequencename) AS name FROM pg_sequences WHERE schemaname = 'public'",
  );
  for (const { name } of sequences) await database.query("SELECT setval($1::regclass, 1000)", [name]);
  await database.close();
}

/** Leaves word in the index of a migration that no release of today has. */
export async function putLaterMigration(data: string): Promise<void> {
  const database = new PGlite({ dataDir: join(data, "postgres"), extensions: { vector, pg_textsearch } });
  await database.query("INSERT INTO migration (name) VALUES ('9999_of_a_later_release.sql')");
  await database.close();
}
