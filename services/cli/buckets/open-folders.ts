import { openFolderBucket } from "@footnote/buckets";
import type { BucketRegistration, FootnoteError, Store } from "@footnote/contracts";
import type { Logger } from "@footnote/runtime";
import { isKnown } from "./check-folders.ts";

/** Those of the buckets that are folders. One that is known may be absent. */
export async function openFolders(
  registrations: readonly BucketRegistration[],
  { store, tenant, log }: { readonly store: Store; readonly tenant: string; readonly log: Logger },
) {
  const opened = [];
  for (const { name, folder } of registrations) {
    if (folder === null) continue;
    const onWatchError = (error: FootnoteError) => {
      // Who attends to the bucket sees it, too, and says so.
      if (error.code === "bucket_absent") return;
      log.error(
        { bucket: name, err: error },
        "Changes are only found when the folder is listed, every few minutes.",
      );
    };
    const mayBeAbsent = await isKnown(store, tenant, name);
    opened.push(await openFolderBucket({ name, folder, onWatchError, mayBeAbsent }));
  }
  return opened;
}
