import type { BucketFreshness, Reader, StageFreshness } from "@footnote/contracts";
import { readerParameters } from "../access/visible.ts";
import type { SqlSession } from "../connection/sql-client.ts";
import { toFreshness } from "./documents.ts";
import { RECENT_VERSIONS_OF_READER } from "./tally.ts";

/** In their order: each takes from the end of the one before. */
const TIMES = ["written", "noticed", "claimed", "fetched", "parsed", "embedded", "live"] as const;
const FRACTIONS = "ARRAY[0.5, 0.95, 0.99]";

type Percentiles = [number, number, number] | null;

/** How long the newest versions of each bucket took, stage by stage. */
export async function freshness(session: SqlSession, reader: Reader): Promise<BucketFreshness[]> {
  const stages = TIMES.slice(1).map((name, index) => ({ name, from: TIMES[index] as string }));
  const seconds = ({ name, from }: { name: string; from: string }) =>
    // What is older than its bucket, or only made anew, was written before anyone promised anything: insert-version.ts
    // says from when it counts.
    `greatest(0, extract(epoch FROM (v.times ->> '${name}')::timestamptz - ${
      from === "written"
        ? "((v.times ->> 'live')::timestamptz - make_interval(secs => v.answerable_after))"
        : `(v.times ->> '${from}')::timestamptz`
    }))`;
  const rows = await session.query<
    { bucket: string; versions: number; answerable: Percentiles } & Record<string, Percentiles>
  >(
    `SELECT d.bucket, count(*)::int AS versions,
            percentile_cont(${FRACTIONS}) WITHIN GROUP (ORDER BY v.answerable_after) AS answerable,
            ${stages
              .map(
                (stage) =>
                  `percentile_cont(${FRACTIONS}) WITHIN GROUP (ORDER BY ${seconds(stage)}) AS ${stage.name}`,
              )
              .join(", ")}
       ${RECENT_VERSIONS_OF_READER}
      GROUP BY d.bucket ORDER BY d.bucket`,
    readerParameters(reader),
  );
  return rows.map((row) => ({
    bucket: row.bucket,
    versions: row.versions,
    answerable: toFreshness(row.answerable),
    stages: Object.fromEntries(
      stages.map(({ name }) => [name, toFreshness(row[name] ?? null)]),
    ) as unknown as StageFreshness,
  }));
}
