import { LEASE_MILLISECONDS } from "../queue/claims.ts";
import type { SqlClient, SqlSession } from "./sql-client.ts";

/** Clocks are corrected by less all the time. */
const TOLERANCE_MILLISECONDS = 5_000;
/** Between two moments that are remembered. */
const REMEMBER_EVERY_MILLISECONDS = 60_000;
/** A longer time in which nobody looked, since nothing ran or the machine slept, counts for nothing: no clock tells it. */
const LONGEST_OFF_MILLISECONDS = 10 * 60_000;
/** Longer than any failed document waits for its next try. */
const LONGEST_PAUSE_MILLISECONDS = 5 * 60_000;

/** SQL for a time by which is told how long something has been kept, from a parameter that holds the clock's. */
export function keptTime(parameter: string): string {
  return `(${parameter}::timestamptz - (SELECT skipped FROM clock))`;
}

/**
 * The clock of a store whose rows say when something is due, leased or kept until. It may be set back and forth by days,
 * while the store is open or not: whenever it is looked at and was set, these rows are moved with it, so that nothing
 * waits for a day that is far, and nothing ends before its time has passed.
 */
export class StoreClock {
  readonly #client: SqlClient;
  readonly #now: () => Date;
  readonly #elapsed: () => number;
  #last: { readonly wall: number; readonly elapsed: number } | undefined;
  #rememberedAt = Number.NEGATIVE_INFINITY;

  /** @param elapsed milliseconds that really passed since some moment */
  constructor(client: SqlClient, now: () => Date, elapsed: () => number) {
    this.#client = client;
    this.#now = now;
    this.#elapsed = elapsed;
  }

  /** What it shows, with all rows moved to that. */
  async look(): Promise<Date> {
    const now = this.#now();
    const elapsed = this.#elapsed();
    const last = this.#last;
    this.#last = { wall: now.getTime(), elapsed };
    const step = last && now.getTime() - last.wall - (elapsed - last.elapsed);
    if (step !== undefined && Math.abs(step) <= TOLERANCE_MILLISECONDS) return now;
    try {
      await this.#client.transaction((session) => moveWith(session, now, step));
    } catch (error) {
      this.#last = last;
      throw error;
    }
    this.#rememberedAt = elapsed;
    return now;
  }

  /** So that the next process knows how long nobody looked. */
  async remember(): Promise<Date> {
    const now = await this.look();
    if (this.#elapsed() - this.#rememberedAt < REMEMBER_EVERY_MILLISECONDS) return now;
    await this.#client.query("UPDATE clock SET seen_at = $1", [now]);
    this.#rememberedAt = this.#elapsed();
    return now;
  }
}

/** `step`: by how much it was set since this process looked last; undefined where it never did. */
async function moveWith(session: SqlSession, now: Date, step: number | undefined): Promise<void> {
  const [clock] = await session.query<{ seen_at: Date }>("SELECT seen_at FROM clock FOR UPDATE");
  const unseen = now.getTime() - (clock?.seen_at ?? now).getTime();
  // Where it was looked at lately, another process has moved the rows already.
  const lately = step === undefined ? LONGEST_OFF_MILLISECONDS : 2 * REMEMBER_EVERY_MILLISECONDS;
  const isSeen = unseen > -TOLERANCE_MILLISECONDS && unseen <= lately;
  const skipped = isSeen ? 0 : (step ?? unseen);
  await session.query(
    "UPDATE clock SET seen_at = $1, skipped = skipped + make_interval(secs => $2::double precision)",
    [now, skipped / 1000],
  );
  await session.query(
    `UPDATE document
        SET due_at = CASE WHEN problem IS NULL THEN $1::timestamptz ELSE least(due_at, $2::timestamptz) END
      WHERE due_at > $1`,
    [now, new Date(now.getTime() + LONGEST_PAUSE_MILLISECONDS)],
  );
  // What had not ended then has all its time again, what had ended has ended.
  await session.query(
    `UPDATE document SET leased_until =
       CASE WHEN leased_until > $2::timestamptz THEN $3::timestamptz ELSE least(leased_until, $1::timestamptz) END
      WHERE leased_until IS NOT NULL`,
    [now, new Date(now.getTime() - (step ?? 0)), new Date(now.getTime() + LEASE_MILLISECONDS)],
  );
  if (skipped >= 0) return;
  // Written while it was ahead: what is live now is found as of now.
  await session.query("UPDATE live_period SET from_at = $1 WHERE until_at IS NULL AND from_at > $1", [now]);
  await session.query("UPDATE bucket SET first_watched_at = $1 WHERE first_watched_at > $1", [now]);
}
