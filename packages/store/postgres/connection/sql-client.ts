/**
 * What a statement may be given: null, string, number, bigint, boolean, Date, arrays of these, and a Uint8Array for a
 * float4[] in Postgres' binary form (see binary-floats.ts); JSON is given as its text.
 *
 * What it returns: int8 as bigint (fencing numbers must not lose digits), int4 and float8 as number, timestamptz as Date,
 * json and jsonb parsed, arrays as arrays, and everything else as string.
 */
/**
 * Whether a client may plan the statement once and run it often. Only for what is found by its key: elsewhere the best plan
 * depends on the parameters, and results may with it (an approximate index is used, or is not).
 */
export type Planning = "anew" | "once";

/** Whether the statements of a transaction may take as long as they take, as those that make an index. */
export type Patience = "limited" | "lasting";

export interface SqlSession {
  /**
   * Within a transaction statements run in the order in which they were asked for. So those that need nothing of each
   * other's results are asked for at once, without a round trip for each; where one fails, so do those behind it.
   * @throws FootnoteError as sql-error.ts makes it
   */
  query<Row extends object = Record<string, unknown>>(
    sql: string,
    parameters?: readonly unknown[],
    planning?: Planning,
  ): Promise<Row[]>;
}

/**
 * What the store needs of a Postgres client: PGlite and a pool of `pg` both are one. Each of its sessions has run
 * SESSION_SETTINGS, and reads what other sessions have committed (READ COMMITTED).
 */
export interface SqlClient extends SqlSession {
  /**
   * Commits what `work` resolves to, rolls back what it throws. Where another session is in the way it may run again from
   * its start (see retrying.ts), so it keeps nothing of a run but what it returns.
   */
  transaction<Result>(work: (session: SqlSession) => Promise<Result>, patience?: Patience): Promise<Result>;
  /** For what somebody waits to have answered: where transactions and statements share one session, these go first. */
  readonly questions: SqlSession;
  /** For VACUUM and REINDEX: in no transaction, and without the limit on how long a statement may take. */
  readonly maintenance: SqlSession;
  /**
   * Calls back for each NOTIFY of the channel by any session, and whenever some may have been missed. Undefined where the
   * client cannot hear others.
   */
  readonly listen: ((channel: string, onNotified: () => void) => { close(): Promise<void> }) | undefined;
  close(): Promise<void>;
}

/** What makes a session one of the store's, wherever one is opened. */
export const SESSION_SETTINGS: readonly string[] = [
  // Twice as many as a leg asks for: see `footnote eval index`.
  "SET hnsw.ef_search = 200",
  // Scans go on until enough rows pass the reader's filter.
  "SET hnsw.iterative_scan = relaxed_order",
];
