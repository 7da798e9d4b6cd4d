import { LEASE_MILLISECONDS } from "./claims.ts";
import type { Rows } from "./rows.ts";

const TOLERANCE_MILLISECONDS = 5_000;
const LONGEST_PAUSE_MILLISECONDS = 5 * 60_000;

/** What the clock shows, and what really passed. */
export interface StoreTime {
  now(): Date;
  elapsed(): number;
}

/** What the clock shows, with all rows moved with it where it was set since anyone looked. */
export function lookAtClock(rows: Rows, { now, elapsed }: StoreTime): Date {
  const shown = now();
  const last = rows.clock;
  const step = last === undefined ? 0 : shown.getTime() - last.shown - (elapsed() - last.elapsed);
  const wasSet = Math.abs(step) > TOLERANCE_MILLISECONDS;
  rows.clock = {
    shown: shown.getTime(),
    elapsed: elapsed(),
    skipped: (last?.skipped ?? 0) + (wasSet ? step : 0),
  };
  if (!wasSet) return shown;
  const later = (milliseconds: number) => new Date(shown.getTime() + milliseconds);
  for (const row of rows.documents.values()) {
    if (row.dueAt !== null && row.dueAt > shown)
      row.dueAt =
        row.problem === null || row.dueAt < later(LONGEST_PAUSE_MILLISECONDS)
          ? shown
          : later(LONGEST_PAUSE_MILLISECONDS);
    if (row.leasedUntil !== null) {
      const isHeld = row.leasedUntil > later(-step);
      row.leasedUntil = isHeld
        ? later(LEASE_MILLISECONDS)
        : row.leasedUntil > shown
          ? shown
          : row.leasedUntil;
    }
    if (step < 0)
      for (const { periods } of row.versions.values()) {
        const open = periods.at(-1);
        if (open !== undefined && open.until === null && open.from > shown)
          periods[periods.length - 1] = { from: shown, until: null };
      }
  }
  return shown;
}

/** The time by which is told how long something has been kept. */
export function keptTime(rows: Rows, shown: Date): Date {
  return new Date(shown.getTime() - (rows.clock?.skipped ?? 0));
}
