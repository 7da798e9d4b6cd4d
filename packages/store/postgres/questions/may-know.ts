import { LISTS, READABLE } from "../access/visible.ts";

/**
 * SQL for whether the reader may know of the question in this alias: they see every list under which stood what it rests
 * on, and every one of these documents that is still there. `$1` and `$2` are the reader: see visible.ts.
 */
export function mayKnow(alias: string): string {
  return `${alias}.lists <@ ${LISTS} AND NOT EXISTS (
    SELECT 1 FROM document d WHERE d.id = ANY(${alias}.rests_on) AND NOT (${READABLE}))`;
}
