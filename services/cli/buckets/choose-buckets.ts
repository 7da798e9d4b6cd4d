import { join, sep } from "node:path";
import { type BucketRegistration, isCanaryBucket, type Store } from "@footnote/contracts";
import type { Configuration } from "@footnote/runtime";
import { isShared } from "../open-store.ts";
import { registrationOf } from "./place-of.ts";
import { copySample } from "./sample.ts";

/** What it takes to say which buckets a Footnote has. */
export interface BucketSources {
  readonly configuration: Configuration;
  readonly store: Store;
}

/**
 * The configured buckets, else those of the last time: of a shared store the sample alone, which lies in the data directory;
 * all others there may be another process's.
 */
export async function knownBuckets({ configuration, store }: BucketSources): Promise<BucketRegistration[]> {
  if (configuration.buckets.length > 0)
    return configuration.buckets.map((bucket) => registrationOf(configuration, bucket));
  const attached = await peoplesBuckets(store, configuration.tenant);
  if (!isShared(configuration)) return attached;
  const own = join(configuration.data, "buckets") + sep;
  return attached.filter(({ folder }) => folder?.startsWith(own));
}

/** Those that are answered from: a canary's own is nobody's. */
export async function peoplesBuckets({ catalogue }: Store, tenant: string): Promise<BucketRegistration[]> {
  return (await catalogue.attachedBuckets(tenant)).filter(({ name }) => !isCanaryBucket(name));
}

/** The buckets to watch: those that are known, else the sample, unless others' are answered from. */
export async function chooseBuckets(sources: BucketSources): Promise<BucketRegistration[]> {
  const known = await knownBuckets(sources);
  const { configuration, store } = sources;
  if (known.length > 0) return known;
  if ((await peoplesBuckets(store, configuration.tenant)).length > 0) return known;
  return [{ name: "handbook", folder: await copySample(configuration.data), readers: ["everyone"] }];
}
