import type { DocumentOrder, DocumentQuery } from "@footnote/contracts";
import { inArea, withinParameters } from "../access/within.ts";
import { STATE } from "../queue/state.ts";
import { positionOf } from "./cursor.ts";

/** More words tell nobody which document is meant. */
const MOST_WORDS = 8;
const LETTERS = 3;
const CHANGED = "coalesce(d.modified_at, d.noticed_at)";

/** What a document has to be found by: see sql/0030_found_by.sql. Empty where its index tells nothing of it. */
export function termsOf({ find = "", format, readInPart }: DocumentQuery): string[] {
  const terms = new Set<string>();
  for (const word of wordsOf(find)) {
    const letters = [...word];
    for (let at = 0; at + LETTERS <= letters.length; at++)
      terms.add(letters.slice(at, at + LETTERS).join(""));
  }
  if (format !== undefined) terms.add(`format ${format}`);
  if (readInPart) terms.add("left out");
  return [...terms];
}

/** What is asked of each document `d`. What the parameters do not say is no part of the statement, so that it is planned without. */
export function conditionsOf(query: DocumentQuery, parameters: unknown[]): string[] {
  const { find = "", state, within, format, readInPart, changedSince } = query;
  const push = (value: unknown) => `$${parameters.push(value)}`;
  const conditions = wordsOf(find).map((word) => `strpos(d.name, ${push(word)}) > 0`);
  if (format !== undefined) conditions.push(`d.format = ${push(format)}`);
  if (readInPart) conditions.push("d.read_in_part");
  if (changedSince !== undefined) conditions.push(`${CHANGED} >= ${push(changedSince)}::timestamptz`);
  if (state !== undefined) {
    conditions.push(`${STATE} = ${push(state)}`);
    // Few, unless much is new, and there is an index of them.
    if (state !== "live") conditions.push("(d.due_at IS NOT NULL OR d.problem IS NOT NULL)");
  }
  if (within !== undefined) {
    const [buckets, paths, untils] = withinParameters([within]);
    conditions.push(
      inArea
        .replaceAll("area.bucket", `${push(buckets?.[0])}::text`)
        .replaceAll("area.path", `${push(paths?.[0])}::text`)
        .replaceAll("area.until", `${push(untils?.[0])}::text`),
    );
  }
  return conditions;
}

interface Order {
  /** What comes first in the order, and what tells those apart that have it in common. */
  readonly by: string;
  readonly place: string;
  readonly direction: "ASC" | "DESC";
  /** What stands behind a cursor. */
  readonly behind: (cursor: string, parameters: unknown[]) => string;
}

const PLACE = "left(d.key, 600)";

/** Each is the order of an index. */
export function orderOf(order: DocumentOrder): Order {
  if (order === "name") {
    return {
      by: "d.bucket",
      place: PLACE,
      direction: "ASC",
      behind: (cursor, parameters) => {
        const [bucket, key, id] = positionOf(order, cursor);
        const at = parameters.push(bucket, key, id);
        return `(d.bucket, ${PLACE}, d.id) > ($${at - 2}, $${at - 1}, $${at}::uuid)`;
      },
    };
  }
  const isNewest = order === "newest";
  return {
    by: CHANGED,
    place: "''",
    direction: isNewest ? "DESC" : "ASC",
    behind: (cursor, parameters) => {
      const [changed, , id] = positionOf(order, cursor);
      const at = parameters.push(changed, id);
      return `(${CHANGED}, d.id) ${isNewest ? "<" : ">"} ($${at - 1}::timestamptz, $${at}::uuid)`;
    },
  };
}

/** Folded as the names of documents are. */
function wordsOf(find: string): string[] {
  return find
    .normalize("NFKC")
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== "")
    .slice(0, MOST_WORDS);
}
