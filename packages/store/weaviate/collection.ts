import type { ResolvedReader } from "@footnote/contracts";
import { type Collection, Filters, type FilterValue, type WeaviateClient } from "weaviate-client";
import { areaName } from "./objects.ts";

export type Chunks = Collection<undefined, string>;

/** With replicas the majority decides: "ALL" reports success with one of them dead. */
export function chunksIn(client: WeaviateClient, collection: string): Chunks {
  return client.collections.use(collection).withConsistency("QUORUM");
}

/** What this reader may find. Undefined: nothing; Weaviate refuses to look for any of none. */
export function visibleTo(
  chunks: Chunks,
  { tenant, lists, within }: ResolvedReader,
): FilterValue | undefined {
  if (lists.length === 0 || within?.length === 0) return undefined;
  const by = (property: string) => chunks.filter.byProperty(property as never);
  return Filters.and(
    by("tenant").equal(tenant as never),
    by("list").containsAny([...lists] as never),
    ...(within === undefined ? [] : [by("areas").containsAny(within.map(areaName) as never)]),
  );
}
