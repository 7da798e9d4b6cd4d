import {
  type DocumentHistory,
  type DocumentState,
  FootnoteError,
  type KeptVersion,
  type Place,
  type Reader,
} from "@footnote/contracts";
import { READABLE, readerParameters } from "../access/visible.ts";
import { documentId } from "../connection/identifier.ts";
import type { SqlSession } from "../connection/sql-client.ts";
import { STATE } from "../queue/state.ts";
import { type StoredProblem, toProblem } from "./documents.ts";
import { placesOf } from "./places.ts";
import { shownTitle } from "./shown.ts";

/** A page for people; whoever edits a file more often than this in the time that versions are kept sees the newest. */
const MOST_VERSIONS = 200;
/** A file that changes back and forth makes the same version live again and again. */
const MOST_PERIODS = 20;

export async function history(
  session: SqlSession,
  reader: Reader,
  document: string,
): Promise<DocumentHistory> {
  const [found] = await session.query<{
    bucket: string;
    key: string;
    state: DocumentState;
    problem: StoredProblem | null;
    due_at: Date | null;
    live_version: string | null;
  }>(
    `SELECT d.bucket, d.key, ${STATE} AS state, d.problem, d.due_at, d.live_version
       FROM document d WHERE d.id = $3 AND ${READABLE}`,
    [...readerParameters(reader), document],
  );
  if (found === undefined) {
    throw new FootnoteError("not_found", "There is no such document, or you may not read it.", {
      action: "Look for it in the list of documents.",
    });
  }
  const versions = await session.query<
    Omit<KeptVersion, "live"> & { live: { from: string; until: string | null }[] }
  >(
    `SELECT v.version, v.etag, v.title,
            EXISTS (SELECT 1 FROM original o WHERE o.document = v.document AND o.version = v.version) AS "isOriginalKept",
            v.format, v.pages, v.notes, v.chunks, v.reused, v.pipeline, v.times,
            v.answerable_after AS "answerableAfter",
            (SELECT coalesce(jsonb_agg(jsonb_build_object('from', p.from_at, 'until', p.until_at) ORDER BY p.from_at DESC), '[]')
               FROM (SELECT from_at, until_at FROM live_period WHERE document = v.document AND version = v.version
                      ORDER BY from_at DESC LIMIT ${MOST_PERIODS}) p) AS live
       FROM version v JOIN document d ON d.id = v.document
      WHERE v.document = $1 AND v.version IS DISTINCT FROM d.staged_version
      ORDER BY (SELECT max(from_at) FROM live_period p WHERE p.document = v.document AND p.version = v.version)
               DESC NULLS LAST, v.version
      LIMIT ${MOST_VERSIONS}`,
    [document],
  );
  const { bucket, key, state, problem, due_at, live_version } = found;
  const [same] = await session.query<{ places: Place[] | null }>(`SELECT ${placesOf("$3")} AS places`, [
    ...readerParameters(reader),
    live_version,
  ]);
  return {
    document,
    bucket,
    key,
    state,
    problem: problem === null ? null : toProblem({ document, bucket, key }, problem, due_at),
    versions: versions.map((version) => ({
      ...version,
      title: shownTitle(version.title),
      live: version.live.map(({ from, until }) => ({ from: instant(from), until: until && instant(until) })),
    })),
    identical: (same?.places ?? []).filter((place) => place.document !== document),
  };
}

/** JSON of the database writes instants with an offset; the rest of Footnote in UTC with a Z. */
function instant(text: string): string {
  return new Date(text).toISOString();
}

/** See `DocumentDirectory.hides`. */
export async function hides(
  session: SqlSession,
  reader: Reader,
  bucket: string,
  key: string,
): Promise<boolean> {
  const rows = await session.query(
    `SELECT 1 FROM document d WHERE d.id = $3 AND NOT (${READABLE})`,
    [...readerParameters(reader), documentId(reader.tenant, bucket, key)],
    "once",
  );
  return rows.length > 0;
}
