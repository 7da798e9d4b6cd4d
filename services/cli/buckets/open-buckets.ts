import { openFolderBucket, openS3Bucket, type S3Bucket } from "@footnote/buckets";
import type {
  BucketRegistration,
  ChangeSource,
  FootnoteError,
  Store,
  WritableBucket,
} from "@footnote/contracts";
import type { Configuration, Logger, Release } from "@footnote/runtime";
import { isKnown } from "./check-folders.ts";
import { openEvents } from "./events.ts";

export interface OpenedBucket {
  readonly bucket: WritableBucket;
  readonly changes: ChangeSource;
}

interface Surroundings {
  readonly configuration: Configuration;
  readonly store: Store;
  readonly log: Logger;
  onRelease(release: Release): void;
}

/** The buckets as their settings say, else the folders that they are known to lie in. One that is known may be absent. */
export async function openBuckets(
  registrations: readonly BucketRegistration[],
  surroundings: Surroundings,
): Promise<OpenedBucket[]> {
  const { configuration, store } = surroundings;
  const changesOf = await openEvents(configuration, surroundings.log);
  const opened: OpenedBucket[] = [];
  for (const { name, folder } of registrations) {
    const url = configuration.buckets.find((bucket) => bucket.name === name)?.url;
    const mayBeAbsent = await isKnown(store, configuration.tenant, name);
    if (url !== undefined) opened.push(await openS3({ name, url, mayBeAbsent }, surroundings, changesOf));
    else if (folder !== null) opened.push(await openFolder({ name, folder, mayBeAbsent }, surroundings));
  }
  return opened;
}

async function openFolder(
  options: { readonly name: string; readonly folder: string; readonly mayBeAbsent: boolean },
  { log }: Surroundings,
): Promise<OpenedBucket> {
  const onWatchError = (error: FootnoteError) => {
    // Who attends to the bucket sees it, too, and says so.
    if (error.code === "bucket_absent") return;
    log.error(
      { bucket: options.name, err: error },
      "Changes are only found when the folder is listed, every few minutes.",
    );
  };
  const bucket = await openFolderBucket({ ...options, onWatchError });
  return { bucket, changes: bucket.changes };
}

async function openS3(
  options: { readonly name: string; readonly url: string; readonly mayBeAbsent: boolean },
  { configuration, log, onRelease }: Surroundings,
  changesOf: (bucket: S3Bucket) => ChangeSource,
): Promise<OpenedBucket> {
  const onTagsRefused = (error: FootnoteError) =>
    log.error({ bucket: options.name, err: error }, "Documents are shown to nobody.");
  const bucket = await openS3Bucket({ ...configuration.s3, ...options, onTagsRefused });
  onRelease(() => bucket.close());
  return { bucket, changes: changesOf(bucket) };
}
