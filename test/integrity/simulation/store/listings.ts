import {
  type BucketFreshness,
  type DocumentHistory,
  type DocumentState,
  FootnoteError,
  type Freshness,
  isReadInPart,
  type KeptVersion,
  type Problem,
  type Reader,
  SKIPPED_CODES,
  type StageTimes,
  type Status,
} from "@footnote/contracts";
import { type DocumentRow, type Rows, stateOf, type VersionRow, versionRow } from "./rows.ts";

export function history(rows: Rows, reader: Reader, document: string): DocumentHistory {
  const row = rows.readable(reader).find(({ id }) => id === document);
  if (row === undefined) {
    throw new FootnoteError("not_found", "There is no such document, or you may not read it.", {
      action: "Look at the list of documents.",
    });
  }
  const versions = [...row.versions.values()].filter(({ periods }) => periods.length > 0);
  const newest = (version: VersionRow) => version.periods.at(-1)?.from.getTime() ?? 0;
  return {
    document,
    bucket: row.bucket,
    key: row.key,
    state: stateOf(row),
    problem: problemOf(row),
    versions: versions.sort((one, other) => newest(other) - newest(one)).map(keptVersion),
    identical: rows
      .readable(reader)
      .filter((other) => other !== row && other.live !== null && other.live === row.live)
      .map((other) => ({ document: other.id, bucket: other.bucket, key: other.key })),
  };
}

function keptVersion(version: VersionRow): KeptVersion {
  const { periods, text: _text, segments: _segments, ...kept } = version;
  return {
    ...kept,
    isOriginalKept: false,
    live: periods.toReversed().map(({ from, until }) => ({
      from: from.toISOString(),
      until: until?.toISOString() ?? null,
    })),
  };
}

const STAGES = ["noticed", "claimed", "fetched", "parsed", "embedded", "live"] as const;

export function freshness(rows: Rows, reader: Reader): BucketFreshness[] {
  const buckets = new Map<string, VersionRow[]>();
  for (const row of rows.readable(reader)) {
    const versions = [...row.versions.values()].filter(({ periods }) => periods.length > 0);
    buckets.set(row.bucket, [...(buckets.get(row.bucket) ?? []), ...versions]);
  }
  return [...buckets].map(([bucket, versions]) => ({
    bucket,
    versions: versions.length,
    answerable: percentiles(versions.map((version) => version.answerableAfter)),
    stages: Object.fromEntries(
      STAGES.map((stage, index) => [
        stage,
        percentiles(versions.map((version) => seconds(version, STAGES[index - 1] ?? "written", stage))),
      ]),
    ) as BucketFreshness["stages"],
  }));
}

function seconds(
  { times, answerableAfter }: VersionRow,
  from: keyof StageTimes,
  to: keyof StageTimes,
): number {
  // From when it counts: what is only made anew was written long before.
  const start =
    from === "written" ? Date.parse(times.live) - answerableAfter * 1000 : Date.parse(times[from]);
  return Math.max(0, Date.parse(times[to]) - start) / 1000;
}

export function status(rows: Rows, reader: Reader): Status {
  const readable = rows.readable(reader);
  const count = (state: DocumentState) => readable.filter((row) => stateOf(row) === state).length;
  const live = readable.flatMap((row) => versionRow(row, row.live) ?? []);
  const kept = readable.flatMap((row) => [...row.versions.values()]);
  const chunks = kept.reduce((sum, version) => sum + version.chunks, 0);
  const reused = kept.reduce((sum, version) => sum + version.reused, 0);
  return {
    documents: {
      live: count("live"),
      queued: count("queued"),
      failed: count("failed"),
      dead: count("dead"),
      skipped: count("skipped"),
    },
    readInPart: readInPart(readable),
    problems: readable.flatMap((row) => problemOf(row) ?? []),
    freshness: percentiles(live.map((version) => version.answerableAfter)),
    embedding: { chunks, reused, share: chunks === 0 ? null : reused / chunks },
  };
}

function readInPart(readable: readonly DocumentRow[]): Status["readInPart"] {
  const partlyRead = readable.flatMap((row) => {
    const notes = versionRow(row, row.live)?.notes ?? [];
    return isReadInPart(notes) ? [{ document: row.id, bucket: row.bucket, key: row.key, notes }] : [];
  });
  return { documents: partlyRead.length, first: partlyRead.slice(0, 20) };
}

export function problemOf({ id, bucket, key, problem, dueAt }: DocumentRow): Problem | null {
  if (problem === null) return null;
  const { pipeline: _, ...described } = problem;
  return {
    document: id,
    bucket,
    key,
    state: dueAt !== null ? "failed" : SKIPPED_CODES.includes(problem.code) ? "skipped" : "dead",
    ...described,
    nextAttemptAt: dueAt?.toISOString() ?? null,
  };
}

function percentiles(values: readonly number[]): Freshness {
  const sorted = values.toSorted((one, other) => one - other);
  return { p50: percentile(sorted, 0.5), p95: percentile(sorted, 0.95), p99: percentile(sorted, 0.99) };
}

/** Interpolated between the two nearest, as Postgres does it. */
function percentile(sorted: readonly number[], share: number): number | null {
  const at = share * (sorted.length - 1);
  const below = sorted[Math.floor(at)];
  const above = sorted[Math.ceil(at)];
  if (below === undefined || above === undefined) return null;
  return below + (above - below) * (at - Math.floor(at));
}
