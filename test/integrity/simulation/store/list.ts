import {
  type DocumentPage,
  type DocumentQuery,
  FootnoteError,
  isReadInPart,
  type DocumentRow as ListedDocument,
  type Reader,
} from "@footnote/contracts";
import { problemOf } from "./listings.ts";
import { type DocumentRow, type Rows, stateOf, versionRow } from "./rows.ts";
import { liesWithin } from "./within.ts";

export function listed(rows: Rows, reader: Reader, query: DocumentQuery): DocumentPage {
  const { after, limit, order = "name" } = query;
  const asked = rows.readable(reader).filter((row) => isAsked(row, query));
  const placeOf = (row: DocumentRow) =>
    order === "name"
      ? [row.bucket, row.key, row.id]
      : [(row.modifiedAt ?? row.noticedAt).toISOString(), row.id];
  const sign = order === "newest" ? -1 : 1;
  asked.sort((one, other) => sign * compare(placeOf(one), placeOf(other)));
  const behind = after === undefined ? undefined : positionOf(order, after);
  const rest = asked.filter((row) => behind === undefined || sign * compare(placeOf(row), behind) > 0);
  const shown = rest.slice(0, limit);
  const last = shown.at(-1);
  return {
    documents: shown.map(toListed),
    next: last && rest.length > limit ? JSON.stringify([order, ...placeOf(last)]) : null,
    found: query.find || query.format || query.readInPart ? asked.length : null,
  };
}

function isAsked(
  row: DocumentRow,
  { state, find = "", within, format, readInPart, changedSince }: DocumentQuery,
): boolean {
  const live = versionRow(row, row.live);
  const name = `${row.key}\n${live?.title ?? ""}`.normalize("NFKC").toLowerCase();
  const words = find.normalize("NFKC").toLowerCase().split(/\s+/);
  return (
    words.every((word) => name.includes(word)) &&
    (state === undefined || stateOf(row) === state) &&
    (within === undefined || liesWithin(row, [within])) &&
    (format === undefined || live?.format === format) &&
    (changedSince === undefined || (row.modifiedAt ?? row.noticedAt) >= changedSince) &&
    (!readInPart || isReadInPart(live?.notes ?? []))
  );
}

function positionOf(order: string, cursor: string): readonly string[] {
  try {
    const [made, ...position] = JSON.parse(cursor);
    if (made === order) return position;
  } catch {
    // Falls through: it is none.
  }
  throw new FootnoteError("request_invalid", "The list cannot go on there.", { action: "Begin anew." });
}

function compare(one: readonly string[], other: readonly string[]): number {
  for (const [at, part] of one.entries()) {
    const against = other[at] ?? "";
    if (part !== against) return part < against ? -1 : 1;
  }
  return 0;
}

function toListed(row: DocumentRow): ListedDocument {
  const live = versionRow(row, row.live);
  return {
    document: row.id,
    bucket: row.bucket,
    key: row.key,
    state: stateOf(row),
    version: row.live,
    title: live?.title ?? null,
    format: live?.format ?? null,
    pages: live?.pages ?? null,
    notes: live?.notes ?? [],
    chunks: live?.chunks ?? null,
    size: row.size,
    modifiedAt: row.modifiedAt?.toISOString() ?? null,
    times: live?.times ?? null,
    answerableAfter: live?.answerableAfter ?? null,
    problem: problemOf(row),
  };
}
