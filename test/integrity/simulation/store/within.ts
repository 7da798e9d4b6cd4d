import type { Within } from "@footnote/contracts";
import type { DocumentRow } from "./rows.ts";

export function liesWithin({ bucket, key }: DocumentRow, within: Within): boolean {
  if (within === undefined) return true;
  return within.some(
    (area) =>
      area.bucket === bucket && (area.path === "" || key === area.path || key.startsWith(`${area.path}/`)),
  );
}
