import { CANARY_KEY } from "@footnote/contracts";
import type { DocumentRow, Rows } from "./rows.ts";

/** What is neither live nor staged any more is kept from now on. */
export function retire(row: DocumentRow, now: Date): void {
  for (const version of row.versions.values()) {
    const isNeeded = version.version === row.live || version.version === row.staged;
    version.retiredAt = isNeeded ? null : (version.retiredAt ?? now);
  }
}

/** Takes chunks out of what is searched whose version is neither live nor staged; keeps those of kept versions. */
export function archive(row: DocumentRow): void {
  for (const chunk of row.chunks.values()) {
    if (chunk.version === row.live || chunk.version === row.staged) continue;
    row.chunks.delete(chunk.id);
    if (row.versions.has(chunk.version) && row.key !== CANARY_KEY) row.past.set(chunk.id, chunk);
  }
}

/** Back to where they are searched, unseen until their version is live or staged. */
export function restore(row: DocumentRow, version: string): void {
  for (const chunk of row.past.values()) {
    if (chunk.version !== version) continue;
    row.past.delete(chunk.id);
    row.chunks.set(chunk.id, chunk);
  }
}

/**
 * Archives what a killed process or a switch of pipelines left, and counts the versions it belonged to. A document that
 * a worker may still write is left to it; the others get a new fencing number, which voids the claim of a worker that
 * stalled and wakes up later.
 */
export function sweep(rows: Rows, now: Date, tenant: string, repair: boolean): number {
  let versions = 0;
  for (const row of rows.documents.values()) {
    if (row.tenant !== tenant || (row.leasedUntil !== null && row.leasedUntil >= now)) continue;
    const stale = new Set([...row.chunks.values()].map((chunk) => chunk.version));
    for (const needed of [row.live, row.staged]) if (needed !== null) stale.delete(needed);
    versions += stale.size;
    if (!repair || stale.size === 0) continue;
    row.claim = rows.nextClaimNumber();
    archive(row);
  }
  return versions;
}

/** Forgets versions that were kept long enough, and vectors that nobody came back for. */
export function prune(rows: Rows, retiredBefore: Date, sparedBefore: Date): void {
  for (const row of rows.documents.values()) {
    for (const { version, retiredAt } of row.versions.values()) {
      if (retiredAt === null || (retiredAt > retiredBefore && row.key !== CANARY_KEY)) continue;
      row.versions.delete(version);
      for (const chunk of row.past.values()) if (chunk.version === version) row.past.delete(chunk.id);
    }
  }
  for (const [key, { sparedAt }] of rows.spare) if (sparedAt < sparedBefore) rows.spare.delete(key);
}
