import type { BucketRegistration, BucketRegistry } from "@footnote/contracts";

/**
 * Answers from these buckets: where the store is shared from others', too, else from these alone, and from none any more
 * that is not watched.
 */
export async function attachBuckets(
  catalogue: BucketRegistry,
  tenant: string,
  registrations: readonly BucketRegistration[],
  isShared: boolean,
): Promise<void> {
  const others = isShared ? [] : await catalogue.attachedBuckets(tenant);
  for (const { name } of others)
    if (!registrations.some((bucket) => bucket.name === name)) await catalogue.detachBucket(tenant, name);
  for (const bucket of registrations) await catalogue.attachBucket(tenant, bucket);
}
