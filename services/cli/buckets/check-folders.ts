import { access, constants } from "node:fs/promises";
import { type BucketRegistration, FootnoteError, type Store } from "@footnote/contracts";
import type { BucketSources } from "./choose-buckets.ts";

/**
 * One that is known may be absent: what is known of it is answered from.
 * @throws FootnoteError configuration_invalid where a new bucket's folder is not there
 */
export async function checkFolders(
  { configuration, store }: BucketSources,
  buckets: readonly BucketRegistration[],
): Promise<void> {
  for (const { name, folder } of buckets) {
    if (folder === null || (await isKnown(store, configuration.tenant, name))) continue;
    await access(folder, constants.R_OK | constants.X_OK).catch((cause: unknown) => {
      throw new FootnoteError(
        "configuration_invalid",
        `The folder ${folder} of the bucket ${name} is not there or cannot be read.`,
        {
          action: "Create it, or correct it in --bucket NAME=DIR or in footnote.config.yaml.",
          cause,
        },
      );
    });
  }
}

/** Whether the bucket was ever there. */
export async function isKnown({ catalogue }: Store, tenant: string, bucket: string): Promise<boolean> {
  if ((await catalogue.bucketPlace(tenant, bucket)) !== undefined) return true;
  return (await catalogue.countAnswerable(tenant, bucket, 1)) > 0;
}
