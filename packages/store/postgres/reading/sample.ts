import { randomUUID } from "node:crypto";
import type { Reader, SampledSection } from "@footnote/contracts";
import { READABLE, readerParameters } from "../access/visible.ts";
import type { SqlSession } from "../connection/sql-client.ts";
import { shownPath, shownTitle } from "./shown.ts";

const MOST_SECTIONS_EACH = 12;
const BEGINNING_CHARACTERS = 400;

/** Identifiers are hashes: those that follow a random one are a random choice, found without looking at the others. */
export async function sample(
  session: SqlSession,
  reader: Reader,
  documents: number,
): Promise<SampledSection[]> {
  const from = randomUUID();
  const half = (side: ">=" | "<") =>
    `(SELECT d.id, d.live_version FROM document d
       WHERE ${READABLE} AND d.live_version IS NOT NULL AND d.id ${side} $3::uuid ORDER BY d.id LIMIT $4::int)`;
  const rows = await session.query<SampledSection>(
    `WITH chosen AS MATERIALIZED (SELECT * FROM (${half(">=")} UNION ALL ${half("<")}) both_sides LIMIT $4::int)
     SELECT s.id AS document, s.live_version AS version, v.title, beginning."headingPath", beginning.start, beginning."end", beginning.text
       FROM chosen s JOIN version v ON v.document = s.id AND v.version = s.live_version,
       LATERAL (
         SELECT c.heading_path AS "headingPath", min(c.start_at) AS start, max(c.end_at) AS "end",
                (array_agg(left(c.text, ${BEGINNING_CHARACTERS}) ORDER BY c.ordinal))[1] AS text
           FROM chunk c WHERE c.document = s.id AND c.version = s.live_version
          GROUP BY c.heading_path ORDER BY min(c.ordinal) LIMIT ${MOST_SECTIONS_EACH}) beginning`,
    [...readerParameters(reader), from, documents],
  );
  return rows.map((row) => ({
    ...row,
    title: shownTitle(row.title),
    headingPath: shownPath(row.headingPath),
  }));
}
