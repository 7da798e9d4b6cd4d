import { statfsSync } from "node:fs";
import { FootnoteError } from "@footnote/contracts";
import type { SqlClient, SqlSession } from "../postgres/connection/sql-client.ts";

/** Two segments of Postgres' log: what it needs to end what it has begun, and to recover when it is opened again. */
const RESERVE_BYTES = 32 * 1024 ** 2;
const MEASURED_FOR_MILLISECONDS = 100;

const WRITES = /\b(INSERT INTO|UPDATE|DELETE FROM|VACUUM|CREATE)\b/;

/**
 * Refuses to write while there is hardly any room left on the disk, and goes on reading. Where Postgres itself meets a
 * full disk as it writes its log, it gives up, and PGlite then never answers again.
 */
export function keepRoom(client: SqlClient, directory: string, roomIn = freeBytes): SqlClient {
  let measuredAt = Number.NEGATIVE_INFINITY;
  let room = 0;
  function mustHaveRoom(): void {
    if (performance.now() - measuredAt > MEASURED_FOR_MILLISECONDS) {
      room = roomIn(directory);
      measuredAt = performance.now();
    }
    if (room < RESERVE_BYTES) throw full();
  }
  const guarded = (session: SqlSession): SqlSession => ({
    async query(sql, parameters, planning) {
      if (WRITES.test(sql)) mustHaveRoom();
      return session.query(sql, parameters, planning);
    },
  });
  return {
    ...guarded(client),
    transaction: (work, patience) => client.transaction((session) => work(guarded(session)), patience),
    questions: guarded(client.questions),
    maintenance: guarded(client.maintenance),
    listen: client.listen,
    close: () => client.close(),
  };
}

function freeBytes(directory: string): number {
  const { bavail, bsize } = statfsSync(directory);
  return bavail * bsize;
}

function full(): FootnoteError {
  return new FootnoteError("store_failed", "There is no room left on the disk that holds the index.", {
    action: `Make room on the disk that holds the index, ${RESERVE_BYTES / 1024 ** 2} MB at least: what waits is then ingested by itself.`,
  });
}
