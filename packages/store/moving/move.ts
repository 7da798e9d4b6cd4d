import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { FootnoteError } from "@footnote/contracts";
import { openPgClient } from "../pg/client.ts";
import { watchForCrashes } from "../pg/crashed.ts";
import { requireExtensions } from "../pg/extensions.ts";
import { openPgliteClient } from "../pglite/client.ts";
import { lockDirectory } from "../pglite/lock.ts";
import { INDEX_FOLDER } from "../pglite/open.ts";
import { migrate } from "../postgres/connection/migrate.ts";
import type { SqlClient } from "../postgres/connection/sql-client.ts";
import { contentOf } from "./compare-table.ts";
import { copyTable } from "./copy-table.ts";
import { type Table, tablesOf } from "./tables.ts";
import { claimTarget, emptyTarget, releaseTarget, requireOwnTables } from "./target.ts";

const CONNECTIONS = 2;
/** Rows of a step are put into an index of vectors, too. */
const STATEMENT_MILLISECONDS = 10 * 60_000;

export interface MoveProgress {
  readonly table: string;
  /** "copy": rows that were copied; "compare": all of it was read on both sides. */
  readonly step: "copy" | "compare";
  /** In this run. */
  readonly rows: number;
}

export interface Moved {
  /** By table, in the order of their names. */
  readonly tables: readonly { readonly name: string; readonly rows: number }[];
}

/**
 * Carries the store in a data directory to a Postgres server: every row as it is, vectors among them, so that nothing is embedded
 * again. Each table is compared by count and content before the target is a store. What was begun and not ended is gone on with; where
 * the source has changed since, it begins from the beginning. The source is only read.
 *
 * @throws FootnoteError request_invalid, configuration_invalid, data_directory_in_use, store_failed
 */
export async function moveStore(
  directory: string,
  url: string,
  onProgress: (progress: MoveProgress) => void,
): Promise<Moved> {
  const data = join(directory, INDEX_FOLDER);
  if (!(await stat(join(data, "PG_VERSION")).catch(() => undefined))) {
    throw new FootnoteError("request_invalid", `There is no index in ${directory} to be moved.`, {
      action: "Name the data directory with --data DIR.",
    });
  }
  const lock = lockDirectory(directory);
  try {
    const target = await openPgClient({
      url,
      connections: CONNECTIONS,
      statementMilliseconds: STATEMENT_MILLISECONDS,
    });
    try {
      const source = await openPgliteClient(data);
      try {
        return await move(source, target, onProgress);
      } finally {
        await source.close();
      }
    } finally {
      await target.close();
    }
  } finally {
    lock.release();
  }
}

async function move(
  source: SqlClient,
  target: SqlClient,
  onProgress: (progress: MoveProgress) => void,
): Promise<Moved> {
  await requireCurrent(source);
  await requireExtensions(target);
  await requireOwnTables(target);
  await migrate(target);
  await claimTarget(target, await identityOf(source));
  const tables = await tablesOf(source);
  const isBegun = (await target.query("SELECT 1 FROM move_progress LIMIT 1")).length > 0;
  if (!isBegun) await emptyTarget(target, tables);
  await copyAll(source, target, tables, onProgress);
  let differing = await differences(source, target, tables, onProgress);
  if (isBegun && differing !== undefined) {
    // The source went on after what was copied before.
    await emptyTarget(target, tables);
    await copyAll(source, target, tables, onProgress);
    differing = await differences(source, target, tables, onProgress);
  }
  if (differing !== undefined) {
    throw new FootnoteError("store_failed", `The table ${differing} is not the same on both sides.`, {
      action: "Nothing of the old index has changed. Run the command again; if it stays, report it.",
    });
  }
  await releaseTarget(source, target, tables);
  await watchForCrashes(target);
  await target.maintenance.query("ANALYZE");
  const counted = [];
  for (const table of tables)
    counted.push({ name: table.name, rows: Number((await contentOf(target, table)).rows) });
  return { tables: counted.sort((one, other) => (one.name < other.name ? -1 : 1)) };
}

async function copyAll(
  source: SqlClient,
  target: SqlClient,
  tables: readonly Table[],
  onProgress: (progress: MoveProgress) => void,
): Promise<void> {
  for (const table of tables) {
    let rows = 0;
    await copyTable(source, target, table, (more) => {
      rows += more;
      onProgress({ table: table.name, step: "copy", rows });
    });
  }
}

/** The name of a table that is not the same; undefined where all are. */
async function differences(
  source: SqlClient,
  target: SqlClient,
  tables: readonly Table[],
  onProgress: (progress: MoveProgress) => void,
): Promise<string | undefined> {
  for (const table of tables) {
    const [old, moved] = await Promise.all([contentOf(source, table), contentOf(target, table)]);
    if (old.rows !== moved.rows || old.hash !== moved.hash) return table.name;
    onProgress({ table: table.name, step: "compare", rows: Number(old.rows) });
  }
  return undefined;
}

/** Its tables are those of this release: another one's would have to be changed, and the source stays as it is. */
async function requireCurrent(source: SqlClient): Promise<void> {
  const files = (await readdir(join(import.meta.dirname, "../postgres/sql"))).filter((name) =>
    name.endsWith(".sql"),
  );
  const [known] = await source.query<{ there: boolean }>(
    "SELECT to_regclass('migration') IS NOT NULL AS there",
  );
  const done =
    known?.there === true ? await source.query<{ name: string }>("SELECT name FROM migration") : [];
  const missing = files.filter((file) => !done.some(({ name }) => name === file));
  if (missing.length === 0 && done.length === files.length) return;
  throw new FootnoteError("request_invalid", "The index was made by another release of Footnote.", {
    action: "Start this release on it once (npx footnote status does), and move it then.",
  });
}

/** Made once, when the database was, and never again. */
async function identityOf(source: SqlClient): Promise<string> {
  const [row] = await source.query<{ identity: string }>(
    "SELECT system_identifier::text AS identity FROM pg_control_system()",
  );
  return row?.identity ?? "";
}
