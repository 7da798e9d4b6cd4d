import type { SqlClient, SqlSession } from "../postgres/connection/sql-client.ts";
import { quoted, type Table } from "./tables.ts";

/** Of 8 kB each, without what is stored apart from its row: a chunk takes about half of one. */
const PAGES_AT_ONCE = 64;

/**
 * Copies the rows of a table as text, by the pages on which they lie, which no other process changes meanwhile. Each step is
 * a transaction of the target that also notes how far it has come.
 */
export async function copyTable(
  source: SqlSession,
  target: SqlClient,
  table: Table,
  onRows: (rows: number) => void,
): Promise<void> {
  const name = quoted(table.name);
  const [size] = await source.query<{ pages: number }>(
    "SELECT (pg_relation_size($1::regclass) / current_setting('block_size')::int)::int AS pages",
    [name],
  );
  const [known] = await target.query<{ pages: number }>("SELECT pages FROM move_progress WHERE name = $1", [
    table.name,
  ]);
  const columns = table.columns.map((column) => quoted(column.name));
  const into = columns.join(", ");
  const values = table.columns.map(({ type }, at) => `given.c${at}::${type}`).join(", ");
  const arrays = columns.map((_, at) => `$${at + 1}::text[]`).join(", ");
  const names = columns.map((_, at) => `c${at}`).join(", ");
  for (let page = known?.pages ?? 0; page < (size?.pages ?? 0); page += PAGES_AT_ONCE) {
    const until = page + PAGES_AT_ONCE;
    const rows = await source.query<{ row: (string | null)[] }>(
      `SELECT ARRAY[${columns.map((column) => `${column}::text`).join(", ")}] AS row FROM ${name}
        WHERE ctid >= $1::tid AND ctid < $2::tid`,
      [`(${page},0)`, `(${until},0)`],
    );
    await target.transaction(async (session) => {
      if (rows.length > 0)
        await session.query(
          `INSERT INTO ${name} (${into}) OVERRIDING SYSTEM VALUE SELECT ${values} FROM unnest(${arrays}) AS given (${names})
           ON CONFLICT DO NOTHING`,
          columns.map((_, at) => rows.map(({ row }) => row[at] ?? null)),
        );
      await session.query(
        "INSERT INTO move_progress (name, pages) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET pages = excluded.pages",
        [table.name, until],
      );
    });
    onRows(rows.length);
  }
}
