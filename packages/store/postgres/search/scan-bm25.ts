import type { SqlSession } from "../connection/sql-client.ts";

/**
 * Runs `SELECT columns, score FROM table ORDER BY BM25 LIMIT`, best first, of which the index computes the scores.
 *
 * Naming the score in the statement again would compute each again from its text: 18 ms for 100 rows where the scan
 * itself takes 2. The scan's own score is read instead. A planner that sorts a sequential scan (as it does for small
 * tables) leaves it unset, and then they are computed after all. Only a statement's outermost
 * ORDER BY is spared, so no subquery.
 *
 * The plan is the same for whatever is asked, and so made once. `$1` is the question's lexemes; `parameters` go on from
 * `$2`.
 */
export async function scanBm25<Row extends object>(
  session: SqlSession,
  table: "chunk" | "section" | "past_chunk" | "past_section",
  columns: string,
  query: string,
  limit: number,
  parameters: readonly unknown[] = [],
): Promise<(Row & { score: number })[]> {
  const order = `t.terms <@> to_bm25query($1, '${table}_bm25')`;
  const scan = (score: string) =>
    session.query<Row & { score: number }>(
      `SELECT ${columns}, -${score} AS score FROM ${table} t ORDER BY ${order} LIMIT ${Number(limit)}`,
      [query, ...parameters],
      "once",
    );
  const rows = await scan("bm25_get_current_score()");
  const first = rows[0];
  // Unset, it is the same number for every row.
  const isSet = rows.some((row) => row.score !== first?.score);
  return isSet || first === undefined ? rows : scan(`(${order})`);
}
