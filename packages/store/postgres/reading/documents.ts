import {
  type DocumentState,
  type Freshness,
  type PartlyRead,
  type Place,
  type Problem,
  type Reader,
  SKIPPED_CODES,
  type Status,
  type Within,
} from "@footnote/contracts";
import { LISTS, READABLE, readerParameters } from "../access/visible.ts";
import { areas, inArea, withinParameters } from "../access/within.ts";
import type { SqlSession } from "../connection/sql-client.ts";
import { STATE } from "../queue/state.ts";
import { RECENT_VERSIONS_OF_READER } from "./tally.ts";

/** A list for people: whoever has more problems than this fixes the first ones first. */
const MOST_PROBLEMS = 200;
/** To begin with: the list of documents shows the rest. */
const FIRST_READ_IN_PART = 20;

export type StoredProblem = Pick<Problem, "code" | "reason" | "stage" | "at">;

/** What is kept is asked, and what is not simply live is counted: neither grows with what there is. */
export async function status(session: SqlSession, reader: Reader): Promise<Status> {
  const parameters = readerParameters(reader);
  const [total] = await session.query<{ documents: number; readInPart: number }>(
    `SELECT coalesce(sum(documents), 0)::int AS documents, coalesce(sum(read_in_part), 0)::int AS "readInPart"
       FROM tally WHERE access_list = ANY(${LISTS})`,
    parameters,
  );
  const counts = await session.query<{ state: DocumentState; count: number }>(
    `SELECT ${STATE} AS state, count(*)::int AS count FROM document d
      WHERE ${READABLE} AND (d.due_at IS NOT NULL OR d.problem IS NOT NULL) GROUP BY 1`,
    parameters,
  );
  const problems = await session.query<Place & { due_at: Date | null; problem: StoredProblem }>(
    `SELECT d.id AS document, d.bucket, d.key, d.due_at, d.problem FROM document d
      WHERE ${READABLE} AND d.problem IS NOT NULL ORDER BY d.bucket, left(d.key, 600), d.id LIMIT ${MOST_PROBLEMS}`,
    parameters,
  );
  const readInPart = await session.query<PartlyRead>(
    `SELECT d.id AS document, d.bucket, d.key, v.notes FROM version v
       JOIN document d ON d.id = v.document AND d.live_version = v.version
      WHERE v.read_in_part AND ${READABLE} ORDER BY d.bucket, d.key LIMIT ${FIRST_READ_IN_PART}`,
    parameters,
  );
  const [recent] = await session.query<{
    percentiles: [number, number, number] | null;
    chunks: number;
    reused: number;
  }>(
    `SELECT percentile_cont(ARRAY[0.5, 0.95, 0.99]) WITHIN GROUP (ORDER BY v.answerable_after)
              FILTER (WHERE d.live_version = v.version) AS percentiles,
            coalesce(sum(v.chunks), 0)::float8 AS chunks, coalesce(sum(v.reused), 0)::float8 AS reused
       ${RECENT_VERSIONS_OF_READER}`,
    parameters,
  );
  const { chunks, reused, percentiles } = recent ?? { chunks: 0, reused: 0, percentiles: null };
  const count = (state: DocumentState) => counts.find((row) => row.state === state)?.count ?? 0;
  const others = counts.reduce((sum, row) => sum + (row.state === "live" ? 0 : row.count), 0);
  return {
    documents: {
      live: (total?.documents ?? 0) - others,
      queued: count("queued"),
      failed: count("failed"),
      dead: count("dead"),
      skipped: count("skipped"),
    },
    readInPart: {
      documents: total?.readInPart ?? 0,
      first: readInPart,
    },
    problems: problems.map((row) => toProblem(row, row.problem, row.due_at)),
    freshness: toFreshness(percentiles),
    embedding: { chunks, reused, share: chunks === 0 ? null : reused / chunks },
  };
}

/** Of a part of what there is, documents are counted up to here: what is kept counts by bucket alone. */
const MOST_COUNTED = 10_000;

/** How many documents the reader may find something in. */
export async function count(session: SqlSession, reader: Reader, within: Within): Promise<number> {
  if (within !== undefined) return countWithin(session, reader, within);
  const [row] = await session.query<{ count: number }>(
    `SELECT coalesce(sum(answerable), 0)::int AS count FROM tally WHERE access_list = ANY(${LISTS})`,
    readerParameters(reader),
    "once",
  );
  return row?.count ?? 0;
}

async function countWithin(session: SqlSession, reader: Reader, within: Within): Promise<number> {
  const [row] = await session.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM (
       SELECT DISTINCT d.id FROM ${areas(3)} JOIN document d ON ${inArea}
        WHERE ${READABLE} AND d.live_version IS NOT NULL LIMIT ${MOST_COUNTED}) found`,
    [...readerParameters(reader), ...withinParameters(within)],
  );
  return row?.count ?? 0;
}

export function toFreshness(percentiles: readonly [number, number, number] | null): Freshness {
  const [p50, p95, p99] = percentiles ?? [null, null, null];
  return { p50, p95, p99 };
}

export function toProblem(
  { document, bucket, key }: Pick<Problem, "document" | "bucket" | "key">,
  { code, reason, stage, at }: StoredProblem,
  dueAt: Date | null,
): Problem {
  return {
    document,
    bucket,
    key,
    state: dueAt !== null ? "failed" : SKIPPED_CODES.includes(code) ? "skipped" : "dead",
    code,
    reason,
    stage,
    at,
    nextAttemptAt: dueAt?.toISOString() ?? null,
  };
}
