import type { SqlSession } from "../connection/sql-client.ts";
import { keptTime } from "../connection/store-clock.ts";

/** From now on nothing of the document is live. */
export async function closeLivePeriods(session: SqlSession, document: string, now: Date): Promise<void> {
  await session.query(
    "UPDATE live_period SET until_at = $2 WHERE document = $1 AND until_at IS NULL",
    [document, now],
    "once",
  );
}

/** What is neither live nor staged any more is kept from now on. */
export async function retire(session: SqlSession, document: string, now: Date): Promise<void> {
  await session.query(
    `UPDATE version v SET retired_at = ${keptTime("$2")} FROM document d
      WHERE v.document = $1 AND d.id = $1 AND v.retired_at IS NULL
        AND v.version IS DISTINCT FROM d.live_version AND v.version IS DISTINCT FROM d.staged_version`,
    [document, now],
    "once",
  );
}

export async function openLivePeriod(
  session: SqlSession,
  document: string,
  version: string,
  now: Date,
): Promise<void> {
  // The same instant twice: a content that went and came back between two ticks of the clock never went.
  await session.query(
    `INSERT INTO live_period (document, version, from_at) VALUES ($1, $2, $3)
     ON CONFLICT (document, version, from_at) DO UPDATE SET until_at = NULL`,
    [document, version, now],
    "once",
  );
}

/** A dead letter: nothing of the document is live or staged any more, and what was is kept. */
export async function endLive(session: SqlSession, document: string, now: Date): Promise<void> {
  await closeLivePeriods(session, document, now);
  await session.query("UPDATE document SET live_version = NULL, staged_version = NULL WHERE id = $1", [
    document,
  ]);
  await retire(session, document, now);
}
