import type { BucketRegistration } from "@footnote/contracts";
import type { BucketConfiguration, Configuration } from "@footnote/runtime";

/** As the catalogue remembers it. */
export function registrationOf({ name, folder, readers }: BucketConfiguration): BucketRegistration {
  return { name, folder: folder ?? null, readers };
}

/** Where a bucket lies, for people to read; null where only another process knows. */
export function placeOf(
  { buckets }: Pick<Configuration, "buckets">,
  { name, folder }: Pick<BucketRegistration, "name" | "folder">,
): string | null {
  return folder ?? buckets.find((bucket) => bucket.name === name)?.url ?? null;
}
