import { createHash } from "node:crypto";
import type { Configuration } from "@footnote/runtime";

/**
 * The group of consumers that reads a bucket's events: all processes that watch it on one store, and no others. Two
 * installations that hear of one topic would else take each other's events away; see docs/decisions/0042.
 */
export function groupOf(
  { tenant, database, data }: Pick<Configuration, "tenant" | "database" | "data">,
  beginning: string,
  bucket: string,
): string {
  const store = database === undefined ? data : storeOf(database.url);
  const digest = createHash("sha256").update(store).digest("hex").slice(0, 8);
  return [beginning, tenant, bucket, digest].join(".");
}

/** Who asks, and with which parameters, does not make it another one. */
function storeOf(url: string): string {
  const { hostname, port, pathname } = new URL(url);
  return `${hostname}:${port || "5432"}${pathname}`;
}
