import type { SqlSession } from "../postgres/connection/sql-client.ts";
import { quoted, type Table } from "./tables.ts";

/** What a table holds, in two numbers: equal, whatever the order in which the rows lie. */
export interface Content {
  readonly rows: bigint;
  /** The sum of a hash of each row. */
  readonly hash: string;
}

/** Reads all of it: each row, with every column as text. */
export async function contentOf(session: SqlSession, { name, columns }: Table): Promise<Content> {
  const texts = columns.map(({ name, type }) => textOf(quoted(name), type)).join(", ");
  const [content] = await session.query<Content & Record<string, unknown>>(
    `SELECT count(*) AS rows, coalesce(sum(('x' || left(md5(ROW(${texts})::text), 15))::bit(60)::bigint::numeric), 0)::text AS hash
       FROM ${quoted(name)}`,
  );
  return content ?? { rows: 0n, hash: "0" };
}

/** How a moment is written depends on the session's time zone; how many seconds it is does not. */
function textOf(column: string, type: string): string {
  return type.startsWith("timestamp") ? `extract(epoch FROM ${column})::text` : `${column}::text`;
}
