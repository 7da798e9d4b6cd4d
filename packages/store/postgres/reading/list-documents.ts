import type { DocumentPage, DocumentQuery, DocumentRow, Reader } from "@footnote/contracts";
import { READABLE, readerParameters } from "../access/visible.ts";
import type { SqlSession } from "../connection/sql-client.ts";
import { STATE } from "../queue/state.ts";
import { cursorOf } from "./cursor.ts";
import { type StoredProblem, toProblem } from "./documents.ts";
import { conditionsOf, orderOf, termsOf } from "./list-conditions.ts";
import { shownTitle } from "./shown.ts";

/** So many that are found are put in order; of more, the list is walked in its order, where the next one is never far. */
const MOST_SORTED = 2_000;

interface ListedRow extends Omit<DocumentRow, "problem" | "modifiedAt" | "size"> {
  size: bigint | null;
  modified_at: Date | null;
  due_at: Date | null;
  problem: StoredProblem | null;
  at: string;
  place: string;
}

/** Ids are hashes, so that the first ones are any ones: so many of them tell what most documents have. */
const LOOKED_AT = 1_000;

/** A page of documents. Neither what there is nor how much of it is found decides how long that takes. */
export async function listDocuments(
  session: SqlSession,
  reader: Reader,
  query: DocumentQuery,
): Promise<DocumentPage> {
  const { limit, order = "name" } = query;
  const found = await countFound(session, reader, query);
  const parameters: unknown[] = readerParameters(reader);
  const terms = termsOf(query);
  // Few are looked up by what they are found by; of many, planners would rather look up all of them too.
  const few =
    found !== null && terms.length > 0
      ? `WITH found AS MATERIALIZED (SELECT d.* FROM document d
           WHERE ${READABLE} AND found_by(d.name, d.format, d.read_in_part) @> ${push(parameters, terms)}::text[])`
      : "";
  const { by, place, direction, behind } = orderOf(order);
  const conditions = conditionsOf(query, parameters);
  if (query.after !== undefined) conditions.push(behind(query.after, parameters));
  const rows = await session.query<ListedRow>(
    `${few}
     SELECT d.id AS document, d.bucket, d.key, ${STATE} AS state, d.live_version AS version, v.title, d.format, v.pages,
            v.chunks, coalesce(v.notes, '[]') AS notes, d.size, d.modified_at, d.due_at, v.times,
            v.answerable_after AS "answerableAfter", d.problem, ${by}::text AS at, ${place} AS place
       FROM ${few === "" ? "document" : "found"} d
       LEFT JOIN version v ON v.document = d.id AND v.version = d.live_version
      WHERE ${[READABLE, ...conditions].join(" AND ")}
      ORDER BY ${[by, ...(order === "name" ? [place] : []), "d.id"].map((part) => `${part} ${direction}`).join(", ")}
      LIMIT ${push(parameters, limit + 1)}`,
    parameters,
  );
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    documents: shown.map(toRow),
    next: rows.length > limit && last ? cursorOf(order, [last.at, last.place, last.document]) : null,
    found,
  };
}

/** How many there are of what the index knows, or null where they are more than are put in order. */
async function countFound(session: SqlSession, reader: Reader, query: DocumentQuery): Promise<number | null> {
  const terms = termsOf(query);
  if (terms.length === 0 || (await isFoundEverywhere(session, reader, query))) return null;
  const parameters: unknown[] = readerParameters(reader);
  const conditions = [
    READABLE,
    `found_by(d.name, d.format, d.read_in_part) @> ${push(parameters, terms)}::text[]`,
    ...conditionsOf(query, parameters),
  ];
  const [row] = await session.query<{ found: number }>(
    `SELECT count(*)::int AS found FROM (
       SELECT 1 FROM document d WHERE ${conditions.join(" AND ")} LIMIT ${MOST_SORTED + 1}) found`,
    parameters,
  );
  const found = row?.found ?? 0;
  return found > MOST_SORTED ? null : found;
}

/**
 * Whether so many documents have what is looked for that they are surely more than are put in order: the index would list each of
 * them only to say so.
 */
async function isFoundEverywhere(
  session: SqlSession,
  reader: Reader,
  query: DocumentQuery,
): Promise<boolean> {
  const parameters: unknown[] = readerParameters(reader);
  const conditions = [READABLE, ...conditionsOf(query, parameters)];
  const [row] = await session.query<{ having: number; all: number }>(
    `SELECT (SELECT count(*) FROM (SELECT * FROM document ORDER BY id LIMIT ${LOOKED_AT}) d
              WHERE ${conditions.join(" AND ")})::int AS having,
            coalesce((SELECT sum(documents) FROM tally), 0)::int AS all`,
    parameters,
  );
  // Half of what is expected: with so many found among a thousand it is never less.
  return row !== undefined && (row.having / LOOKED_AT) * row.all > 2 * MOST_SORTED;
}

function push(parameters: unknown[], value: unknown): string {
  return `$${parameters.push(value)}`;
}

function toRow({ modified_at, due_at, problem, size, at: _, place: __, ...row }: ListedRow): DocumentRow {
  return {
    ...row,
    title: shownTitle(row.title),
    size: size === null ? null : Number(size),
    modifiedAt: modified_at?.toISOString() ?? null,
    problem: problem === null ? null : toProblem(row, problem, due_at),
  };
}
