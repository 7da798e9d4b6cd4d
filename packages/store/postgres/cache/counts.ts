import type { AnswerCost, AnswerEnd, CacheLayer, CacheStatus } from "@footnote/contracts";
import type { SqlSession } from "../connection/sql-client.ts";

const ENDS: readonly AnswerEnd[] = ["changed", "arrived", "expired", "unverified", "wrong", "crowded out"];

/** Counts in memory, and writes them down now and then: an answer that is found again waits for no row. */
export class CacheCounts {
  #amounts = new Map<string, Map<string, number>>();
  /** By the answer's id, how often it was given again. */
  #uses = new Map<string, number>();

  count(tenant: string, layer: CacheLayer | "miss", saved: AnswerCost | undefined): void {
    this.#add(tenant, layer === "miss" ? "miss" : `hit ${layer}`, 1);
    if (saved === undefined) return;
    this.#add(tenant, "milliseconds", saved.milliseconds);
    this.#add(tenant, "read", saved.tokens?.read ?? 0);
    this.#add(tenant, "written", saved.tokens?.written ?? 0);
  }

  ended(tenant: string, why: AnswerEnd, answers = 1): void {
    this.#add(tenant, `ended ${why}`, answers);
  }

  used(id: string): void {
    this.#uses.set(id, (this.#uses.get(id) ?? 0) + 1);
  }

  #add(tenant: string, name: string, amount: number): void {
    const amounts = this.#amounts.get(tenant) ?? new Map<string, number>();
    this.#amounts.set(tenant, amounts);
    amounts.set(name, (amounts.get(name) ?? 0) + amount);
  }

  /** What a process that is killed had not written yet is not counted. */
  async write(session: SqlSession, now: Date): Promise<void> {
    const rows = [...this.#amounts].flatMap(([tenant, amounts]) =>
      [...amounts].filter(([, amount]) => amount > 0).map(([name, amount]) => ({ tenant, name, amount })),
    );
    const uses = [...this.#uses];
    this.#amounts = new Map();
    this.#uses = new Map();
    // In one order, so that two processes never wait for each other.
    rows.sort((one, other) => (one.tenant + one.name < other.tenant + other.name ? -1 : 1));
    if (rows.length > 0)
      await session.query(
        `INSERT INTO cached_answer_count (tenant, name, amount) SELECT * FROM unnest($1::text[], $2::text[], $3::float8[])
         ON CONFLICT (tenant, name) DO UPDATE SET amount = cached_answer_count.amount + excluded.amount`,
        [rows.map(({ tenant }) => tenant), rows.map(({ name }) => name), rows.map(({ amount }) => amount)],
      );
    if (uses.length > 0)
      // What somebody else writes at this moment is left to it: a use more or less decides nothing.
      await session.query(
        `UPDATE cached_answer e SET uses = e.uses + used.times, used_at = $3 FROM (
           SELECT locked.id, given.times FROM unnest($1::bigint[], $2::int[]) AS given (id, times)
             JOIN cached_answer locked ON locked.id = given.id ORDER BY locked.id FOR UPDATE OF locked SKIP LOCKED) used
          WHERE e.id = used.id`,
        [uses.map(([id]) => id), uses.map(([, times]) => times), now],
      );
  }
}

export async function cacheStatus(session: SqlSession, tenant: string): Promise<CacheStatus> {
  const [held] = await session.query<{ entries: number; bytes: number }>(
    `SELECT count(*)::int AS entries, coalesce(sum(bytes), 0)::double precision AS bytes
       FROM cached_answer WHERE tenant = $1`,
    [tenant],
  );
  const rows = await session.query<{ name: string; amount: number }>(
    "SELECT name, amount FROM cached_answer_count WHERE tenant = $1",
    [tenant],
  );
  const amounts = new Map(rows.map(({ name, amount }) => [name, amount]));
  const of = (name: string) => amounts.get(name) ?? 0;
  return {
    entries: held?.entries ?? 0,
    bytes: held?.bytes ?? 0,
    hits: { exact: of("hit exact"), semantic: of("hit semantic") },
    misses: of("miss"),
    saved: { milliseconds: of("milliseconds"), tokens: { read: of("read"), written: of("written") } },
    ended: Object.fromEntries(ENDS.map((why) => [why, of(`ended ${why}`)])) as CacheStatus["ended"],
  };
}
