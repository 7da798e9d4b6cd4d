import type { BucketRegistration, Store } from "@footnote/contracts";
import type { Configuration } from "@footnote/runtime";
import { copySample } from "./sample.ts";

/** What it takes to say which buckets a Footnote has. */
export interface BucketSources {
  readonly configuration: Configuration;
  readonly store: Store;
}

/** The configured buckets, else those of the last time. */
export async function knownBuckets({ configuration, store }: BucketSources): Promise<BucketRegistration[]> {
  if (configuration.buckets.length > 0) return configuration.buckets;
  return store.catalogue.attachedBuckets(configuration.tenant);
}

/** The buckets to answer from: those that are known, else the sample. */
export async function chooseBuckets(sources: BucketSources): Promise<BucketRegistration[]> {
  const known = await knownBuckets(sources);
  if (known.length > 0) return known;
  const { configuration } = sources;
  return [{ name: "handbook", folder: await copySample(configuration.data), readers: ["everyone"] }];
}
