/** The smallest part of a Postgres client that the store needs: PGlite and a pool of `pg` both fit it. */
export interface SqlSession {
  query<Row extends object = Record<string, unknown>>(
    sql: string,
    parameters?: readonly unknown[],
  ): Promise<Row[]>;
}

export interface SqlClient extends SqlSession {
  /** Commits what `work` resolves to, rolls back what it throws. */
  transaction<Result>(work: (session: SqlSession) => Promise<Result>): Promise<Result>;
  close(): Promise<void>;
}
