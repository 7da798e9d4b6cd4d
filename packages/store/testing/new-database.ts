import { access, cp, mkdir, mkdtemp, rename, rm } from "node:fs/promises";
import { join, resolve } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { makePrivate } from "@footnote/runtime";
import own from "../package.json" with { type: "json" };

const CACHE = resolve(import.meta.dirname, "../../../node_modules/.cache");
const TEMPLATE = join(CACHE, `footnote-database-${own.dependencies["@electric-sql/pglite"]}`);

/**
 * Puts a database of nobody into the directory, which is made: whoever opens it need not make one first, which takes
 * Postgres 4 to 20 seconds. Copying one takes a tenth of a second. It is made once for each PGlite.
 */
export async function newDatabase(directory: string): Promise<void> {
  const isThere = await access(TEMPLATE).then(
    () => true,
    () => false,
  );
  if (!isThere) await makeTemplate();
  await cp(TEMPLATE, directory, { recursive: true });
}

async function makeTemplate(): Promise<void> {
  await mkdir(CACHE, { recursive: true });
  const root = await mkdtemp(join(CACHE, "footnote-database-"));
  const database = await PGlite.create({ dataDir: join(root, "postgres") });
  await database.close();
  await makePrivate(root, ["postgres"]);
  // Another worker may have been faster: then that one is as good.
  await rename(join(root, "postgres"), TEMPLATE).catch(() => undefined);
  await rm(root, { recursive: true, force: true });
}
