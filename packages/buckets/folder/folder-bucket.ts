import { type ChangeSource, FootnoteError, type WritableBucket } from "@footnote/contracts";
import { systemClock } from "@footnote/runtime";
import { gathered } from "../gathered.ts";
import { describe } from "./description.ts";
import { errorCode } from "./failure.ts";
import { fetchObject } from "./fetch.ts";
import { listObjects } from "./list.ts";
import { locateFile } from "./locate.ts";
import { FolderPlace } from "./place.ts";
import { FolderWatch } from "./watch.ts";
import { deleteObject, putObject, removeUnfinished } from "./write.ts";

export interface FolderBucketOptions {
  readonly name: string;
  readonly folder: string;
  /** What keeps changes from being noticed as they happen, with what to do. Listing still finds them. */
  readonly onWatchError: (error: FootnoteError) => void;
  /** How long a file must not have changed before it is read. */
  readonly settleMilliseconds?: number;
  /** Of a bucket that was there before: then it is opened also while it is not there. */
  readonly mayBeAbsent?: boolean;
}

export interface FolderBucket extends WritableBucket {
  /** The news of it, as the system tells them while it is watched. */
  readonly changes: ChangeSource;
}

/**
 * A folder on a disk as a bucket. A key is the path of a file below the folder with "/" between segments, exactly
 * as the file system has it. Links to files inside the folder are followed; those to folders or out of it are
 * refused, as is everything that is no regular file; see ignored.ts for what is not seen at all.
 *
 * `changes` hands over all that happens after one has subscribed, but for what the system itself drops (more than 16,384
 * events at once on Linux, or no free watches: `onWatchError`). `list` after that finds what happened before; a list from
 * time to time finds what was dropped.
 *
 * @throws FootnoteError configuration_invalid where there is no such folder, or it cannot be read
 */
export async function openFolderBucket(options: FolderBucketOptions): Promise<FolderBucket> {
  const { name, onWatchError, settleMilliseconds = 500, mayBeAbsent = false } = options;
  const place = new FolderPlace(options.folder);
  const isThere = await place.look().then(
    () => true,
    (cause: FootnoteError) => {
      if (mayBeAbsent) return false;
      throw notOpened(name, options.folder, cause);
    },
  );
  if (isThere) await removeUnfinished(place.path);
  return {
    name,
    place: () => place.look(),
    recognise: (known) => place.recognise(known),
    peek: (key, { maxBytes }) => fetchObject(place.unguarded, key, { maxBytes, settleMilliseconds }),
    list: (signal) => listObjects(place, signal),
    async head(key) {
      const file = await locateFile(place, key);
      return file && describe(key, file.stat);
    },
    fetch: (key, { maxBytes }) => fetchObject(place, key, { maxBytes, settleMilliseconds }),
    changes: gathered(
      name,
      async (onKey) => {
        const watch = new FolderWatch(place.path, onKey, onWatchError);
        try {
          await watch.start();
        } catch (error) {
          await watch.close();
          throw error;
        }
        return { close: () => watch.close() };
      },
      systemClock,
    ),
    put: (key, content, { maxBytes }) => putObject(place, key, content, maxBytes),
    delete: (key) => deleteObject(place, key),
  };
}

function notOpened(name: string, folder: string, cause: FootnoteError): FootnoteError {
  const code = errorCode(cause.cause);
  const what =
    code === "ENOENT"
      ? "does not exist"
      : code === undefined || code === "ENOTDIR"
        ? "is no folder"
        : `cannot be read (${code})`;
  return new FootnoteError("configuration_invalid", `The folder of bucket ${name} ${what}: ${folder}`, {
    action: "Make the folder, or correct its path in the configuration.",
    cause,
  });
}
