import type { Within } from "@footnote/contracts";

/** An index entry holds no more of a path: see sql/0001_catalogue.sql. */
const MOST_CHARACTERS = 600;
/** No key comes after it. */
const LAST_CHARACTER = "\u{10ffff}";

/**
 * SQL for whether the document in alias `d` lies in one of the areas that the parameters of this number and the next two
 * hold: see `withinParameters`.
 */
export function liesWithin(parameter: number): string {
  return `EXISTS (SELECT 1 FROM ${areas(parameter)} WHERE ${inArea})`;
}

/** The same as something to be joined with `document d`, which is then found by its path. */
export function areas(parameter: number): string {
  return `unnest($${parameter}::text[], $${parameter + 1}::text[], $${parameter + 2}::text[]) AS area (bucket, path, until)`;
}

/**
 * A document itself, or what lies below it. The first two comparisons, byte by byte, are those that the index answers:
 * between a path and what begins with "0" behind it lies all that goes on with "/", which comes just before.
 */
export const inArea = `d.bucket = area.bucket
    AND left(d.key, ${MOST_CHARACTERS}) ~>=~ area.path AND left(d.key, ${MOST_CHARACTERS}) ~<~ area.until
    AND (area.path = '' OR d.key = area.path OR starts_with(d.key, area.path || '/'))`;

/** Nothing for everywhere: a statement is then made without the condition, and planned as if there were none. */
export function withinParameters(within: Within): readonly (readonly string[])[] {
  if (within === undefined) return [];
  return [
    within.map(({ bucket }) => bucket),
    within.map(({ path }) => path),
    within.map(({ path }) => (path === "" ? LAST_CHARACTER : `${path}0`)),
  ];
}
