import type { Analyzer, AnswerCache, AnswerEnd, CacheLookup, Reader, VectorSpace } from "@footnote/contracts";
import type { SqlClient, SqlSession } from "../connection/sql-client.ts";
import { holdsBesideArrivals } from "./arrivals.ts";
import { calibrate, calibration } from "./calibration.ts";
import { CacheCounts, cacheStatus } from "./counts.ts";
import { type CacheBounds, crowdOut } from "./crowd-out.ts";
import { keep } from "./keep.ts";
import { keyOf, lookUp } from "./look-up.ts";
import { near } from "./near.ts";
import { questions } from "./questions.ts";
import { sweepAnswers } from "./sweep-answers.ts";

/** After so many that were kept it is looked whether there are more than there may be. */
const CROWD_OUT_EVERY = 256;

export interface PostgresAnswerCache extends AnswerCache {
  /** Deletes what nobody is given again, and writes down what was counted. Says how many rows were written since the last time. */
  maintain(): Promise<number>;
}

export function postgresAnswerCache(
  client: SqlClient,
  analyzer: Analyzer,
  now: () => Date,
  bounds: CacheBounds,
): PostgresAnswerCache {
  const { questions: asking } = client;
  const counts = new CacheCounts();
  let kept = 0;
  let churnedRows = 0;
  let sweptUpTo = 0n;

  async function end(tenant: string, id: string, why: AnswerEnd): Promise<void> {
    // Of two who find it at an end one tells.
    const gone = await client.query("DELETE FROM cached_answer WHERE tenant = $1 AND id = $2 RETURNING 1", [
      tenant,
      id,
    ]);
    if (gone.length > 0) counts.ended(tenant, why);
  }

  async function find(reader: Reader, by: Parameters<typeof lookUp>[3]): Promise<CacheLookup> {
    const { moment, answer, ended, arrived } = await lookUp(asking, now(), reader, by);
    if (answer === undefined) return { moment, found: undefined, ended: undefined };
    const holds =
      ended === undefined && (arrived === 0 || (await holdsBesideArrivals(asking, reader, answer.id)));
    if (holds) {
      counts.used(answer.id);
      return { moment, found: answer, ended: undefined };
    }
    const why = ended ?? "arrived";
    await end(reader.tenant, answer.id, why);
    return { moment, found: undefined, ended: why };
  }

  async function makeRoom(): Promise<void> {
    for (const [tenant, answers] of await crowdOut(client, now(), bounds))
      counts.ended(tenant, "crowded out", answers);
  }

  return {
    lookUp: (reader, key) => find(reader, { key: keyOf(key) }),
    near: (reader, recipe, model: VectorSpace, vector, limit) =>
      near(asking, reader, recipe, model, vector, limit),
    questions: (reader, recipe, limit) => questions(asking, reader, recipe, limit),
    open: (reader, id) => find(reader, { id }),
    async keep(reader, answer) {
      const isKept = await keep(client, analyzer, now(), reader.tenant, answer);
      if (isKept) {
        kept += 1;
        churnedRows += 1;
      }
      if (isKept && kept % CROWD_OUT_EVERY === 0) await makeRoom();
      return isKept;
    },
    end: (reader, id, why) => end(reader.tenant, id, why),
    async clear(tenant) {
      return (await client.query("DELETE FROM cached_answer WHERE tenant = $1 RETURNING 1", [tenant])).length;
    },
    count: (tenant, layer, saved) => counts.count(tenant, layer, saved),
    async status(tenant) {
      await counts.write(client, now());
      return cacheStatus(client, tenant);
    },
    calibration: (tenant, model) => calibration(asking, tenant, model),
    calibrate: (tenant, model, found) => calibrate(client, tenant, model, found),
    async maintain() {
      const swept = await sweepAnswers(client, now(), sweptUpTo);
      sweptUpTo = swept.last;
      for (const [tenant, answers] of swept.expired) counts.ended(tenant, "expired", answers);
      for (const [tenant, answers] of swept.changed) counts.ended(tenant, "changed", answers);
      await makeRoom();
      await counts.write(client, now());
      const churned = churnedRows;
      churnedRows = 0;
      return churned;
    },
  };
}

/** What was kept in another database, whose transactions had other numbers, is not compared with this one's. */
export async function forgetForeignAnswers(session: SqlSession): Promise<void> {
  await session.query(
    "DELETE FROM cached_answer WHERE pg_snapshot_xmax(seen) > pg_snapshot_xmax(pg_current_snapshot())",
  );
}
