import { createHash } from "node:crypto";
import { cpSync } from "node:fs";
import { access, mkdir, mkdtemp, readdir, readFile, rename, rm } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { makePrivate } from "@footnote/runtime";
import own from "../package.json" with { type: "json" };
import { openPgliteClient } from "../pglite/client.ts";
import { migrate } from "../postgres/connection/migrate.ts";

const CACHE = resolve(import.meta.dirname, "../../../node_modules/.cache");
const POSTGRES = join(import.meta.dirname, "../postgres");
/** What the schema is made of: a change of any of it makes another template. */
const SCHEMA = [join(POSTGRES, "sql"), join(POSTGRES, "connection")];

/**
 * Puts a database with today's schema and nothing in it into the directory, which is made: whoever opens it need not make
 * one first, which takes Postgres and the migrations 6 to 25 seconds. Copying one takes a tenth of a second.
 */
export async function newDatabase(directory: string): Promise<void> {
  const template = join(CACHE, `footnote-schema-${await schemaHash()}`);
  await copyOf(template, directory, async (postgres) => {
    await emptyDatabase(postgres);
    const client = await openPgliteClient(postgres);
    await migrate(client);
    // However old the template is, whoever opens a copy finds the same: that nobody has looked at the clock for long.
    await client.query("UPDATE clock SET seen_at = '2000-01-01'");
    await client.close();
  });
}

/** Puts a database without any schema into the directory, which is made. */
export async function emptyDatabase(directory: string): Promise<void> {
  const template = join(CACHE, `footnote-database-${own.dependencies["@electric-sql/pglite"]}`);
  await copyOf(template, directory, async (postgres) => {
    const database = await PGlite.create({ dataDir: postgres });
    await database.close();
  });
}

async function copyOf(
  template: string,
  directory: string,
  make: (postgres: string) => Promise<void>,
): Promise<void> {
  const isThere = await access(template).then(
    () => true,
    () => false,
  );
  if (!isThere) {
    await mkdir(CACHE, { recursive: true });
    const root = await mkdtemp(join(CACHE, "footnote-template-"));
    await make(join(root, "postgres"));
    // Another worker may have been faster: then that one is as good.
    await rename(join(root, "postgres"), template).catch(() => undefined);
    await rm(root, { recursive: true, force: true });
  }
  // As Footnote makes its data directory, which complains of one that others could read.
  await mkdir(dirname(directory), { recursive: true, mode: 0o700 });
  // A thousand small files: the asynchronous copy takes seven times the processor's time.
  cpSync(template, directory, { recursive: true });
  await makePrivate(directory, await readdir(directory));
}

async function schemaHash(): Promise<string> {
  const hash = createHash("sha256").update(JSON.stringify(own.dependencies));
  for (const folder of SCHEMA)
    for (const name of (await readdir(folder)).sort())
      if (!name.endsWith(".test.ts")) hash.update(name).update(await readFile(join(folder, name)));
  return hash.digest("hex").slice(0, 16);
}
