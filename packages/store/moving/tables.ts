import type { SqlSession } from "../postgres/connection/sql-client.ts";

/**
 * What stays behind. Positions in the record of changes, and the moments that kept answers were made at, are numbers of the old
 * server's transactions: whoever follows the record begins anew, and questions are answered anew.
 */
const LEFT_BEHIND = [
  "migration",
  "without_crash",
  "change",
  "change_consumer",
  "cached_answer",
  "recent_version_horizon",
  "index_feeder",
  "move",
  "move_progress",
];
/** Of what is moved, columns that are such numbers: the target's own take their place. */
const OWN_TO_A_SERVER: Readonly<Record<string, readonly string[]>> = { recent_version: ["transaction_id"] };

export interface Column {
  readonly name: string;
  /** As SQL writes it, such as "timestamp with time zone". */
  readonly type: string;
}

export interface Table {
  readonly name: string;
  readonly columns: readonly Column[];
}

/** The tables of a store, each behind those that it refers to. */
export async function tablesOf(session: SqlSession): Promise<Table[]> {
  const rows = await session.query<Table & { references: string[] }>(
    `SELECT c.relname::text AS name,
            (SELECT jsonb_agg(jsonb_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod)) ORDER BY a.attnum)
               FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped) AS columns,
            ARRAY(SELECT f.relname::text FROM pg_constraint k JOIN pg_class f ON f.oid = k.confrelid
                   WHERE k.conrelid = c.oid AND k.contype = 'f' AND k.confrelid <> c.oid) AS references
       FROM pg_class c WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r' AND c.relname <> ALL($1::text[])
      ORDER BY c.relname`,
    [LEFT_BEHIND],
  );
  const ordered: Table[] = [];
  for (const waiting = new Map(rows.map((row) => [row.name, row])); waiting.size > 0; ) {
    const next = [...waiting.values()].find(
      ({ references }) => !references.some((name) => waiting.has(name)),
    );
    if (next === undefined) throw new Error("Tables refer to each other in a circle.");
    waiting.delete(next.name);
    const own = OWN_TO_A_SERVER[next.name] ?? [];
    ordered.push({ name: next.name, columns: next.columns.filter(({ name }) => !own.includes(name)) });
  }
  return ordered;
}

/** Names of a store's own tables and columns need no more than this. */
export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
