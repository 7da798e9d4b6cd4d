import type { SqlSession } from "../postgres/connection/sql-client.ts";

/** The server's clock: processes on several machines must agree on when a lease ends. */
export class ServerClock {
  #ahead = 0;

  /** Asks the server. In between time is counted by what nobody can set. */
  async measure(session: SqlSession): Promise<void> {
    const before = performance.now();
    const [row] = await session.query<{ at: Date }>("SELECT clock_timestamp() AS at");
    if (row !== undefined) this.#ahead = row.at.getTime() - (before + performance.now()) / 2;
  }

  readonly milliseconds = (): number => performance.now() + this.#ahead;

  readonly now = (): Date => new Date(this.milliseconds());
}
