import { join } from "node:path";
import type { CachingStore } from "@footnote/contracts";
import { type Configuration, systemClock } from "@footnote/runtime";
import { INDEX_FOLDER, openPgliteStore, openPgStore } from "@footnote/store";

const DAY_MILLISECONDS = 24 * 60 * 60_000;
const MEGABYTE = 1024 ** 2;
/** Of one process, at most: a Postgres has 100 sessions unless it is told otherwise, and several processes may share it. */
const CONNECTIONS = 10;
/** What takes longer waits for something that does not come: it is cancelled and tried again. */
const STATEMENT_MILLISECONDS = 30_000;

type Options = Omit<Parameters<typeof openPgStore>[1], "keepMilliseconds" | "answers" | "clock">;

/** The store on the server that the configuration names, else the one in the data directory. */
export function openStore(
  { data, database, versions, cache }: Configuration,
  options: Options,
): Promise<CachingStore> {
  const all = {
    ...options,
    keepMilliseconds: versions.keepDays * DAY_MILLISECONDS,
    answers: { bytes: cache.megabytes * MEGABYTE },
  };
  if (database === undefined)
    return openPgliteStore(data, { ...all, now: systemClock.now, elapsed: systemClock.elapsed });
  const { url } = database;
  return openPgStore({ url, connections: CONNECTIONS, statementMilliseconds: STATEMENT_MILLISECONDS }, all);
}

/** What is there once an index was begun in that data directory. */
export function indexFolder(data: string): string {
  return join(data, INDEX_FOLDER);
}

/** Whether other processes may have buckets in the store, too. */
export function isShared({ database }: Configuration): boolean {
  return database !== undefined;
}
