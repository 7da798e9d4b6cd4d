import type { BucketRegistration, BucketRegistry } from "@footnote/contracts";

/** What is not watched any more is not answered from. For a store that no other process attaches buckets to. */
export async function answerFromOnly(
  catalogue: BucketRegistry,
  tenant: string,
  registrations: readonly BucketRegistration[],
): Promise<void> {
  for (const { name } of await catalogue.attachedBuckets(tenant))
    if (!registrations.some((bucket) => bucket.name === name)) await catalogue.detachBucket(tenant, name);
  for (const bucket of registrations) await catalogue.attachBucket(tenant, bucket);
}
