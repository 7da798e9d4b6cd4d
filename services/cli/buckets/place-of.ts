import type { BucketRegistration } from "@footnote/contracts";
import type { BucketConfiguration, Configuration } from "@footnote/runtime";

/** As the catalogue remembers it. */
export function registrationOf(
  { s3 }: Pick<Configuration, "s3">,
  { name, folder, url, readers }: BucketConfiguration,
): BucketRegistration {
  const hasObjectReaders = url !== undefined && s3.accessTag !== undefined;
  return { name, folder: folder ?? null, readers, hasObjectReaders };
}

/** Where a bucket lies, for people to read; null where only another process knows. */
export function placeOf(
  { buckets }: Pick<Configuration, "buckets">,
  { name, folder }: Pick<BucketRegistration, "name" | "folder">,
): string | null {
  return folder ?? buckets.find((bucket) => bucket.name === name)?.url ?? null;
}
