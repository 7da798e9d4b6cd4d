import { realpath, stat } from "node:fs/promises";
import { type BucketChange, FootnoteError, type WritableBucket } from "@footnote/contracts";
import { describe } from "./description.ts";
import { errorCode } from "./failure.ts";
import { fetchObject } from "./fetch.ts";
import { listObjects } from "./list.ts";
import { locateFile, readFolder } from "./locate.ts";
import { FolderWatch } from "./watch.ts";
import { deleteObject, putObject, removeUnfinished } from "./write.ts";

export interface FolderBucketOptions {
  readonly name: string;
  readonly folder: string;
  /** What keeps changes from being noticed as they happen, with what to do. Listing still finds them. */
  readonly onWatchError: (error: FootnoteError) => void;
  /** How long a file must not have changed before it is read. */
  readonly settleMilliseconds?: number;
}

/**
 * A folder on a disk as a bucket. A key is the path of a file below the folder with "/" between segments, exactly
 * as the file system has it. Links to files inside the folder are followed; those to folders or out of it are
 * refused, as is everything that is no regular file; see ignored.ts for what is not seen at all.
 *
 * `watch` reports all that happens after it resolves, but for what the system itself drops (more than 16,384
 * events at once on Linux, or no free watches: `onWatchError`). `list` after `watch` finds what happened before;
 * a list from time to time finds what was dropped.
 *
 * @throws FootnoteError configuration_invalid where there is no such folder, or it cannot be read
 */
export async function openFolderBucket(options: FolderBucketOptions): Promise<WritableBucket> {
  const { name, onWatchError, settleMilliseconds = 500 } = options;
  const root = await realFolder(name, options.folder);
  await removeUnfinished(root);
  return {
    name,
    list: (signal) => listObjects(root, signal),
    async head(key) {
      const file = await locateFile(root, key);
      return file && describe(key, file.stat);
    },
    fetch: (key, { maxBytes }) => fetchObject(root, key, { maxBytes, settleMilliseconds }),
    async watch(onChange: (change: BucketChange) => void) {
      const watch = new FolderWatch(root, (key) => onChange({ bucket: name, key }), onWatchError);
      try {
        await watch.start();
      } catch (error) {
        await watch.close();
        throw error;
      }
      return { close: () => watch.close() };
    },
    put: (key, content, { maxBytes }) => putObject(root, key, content, maxBytes),
    delete: (key) => deleteObject(root, key),
  };
}

async function realFolder(name: string, folder: string): Promise<string> {
  let problem: { readonly what: string; readonly cause?: unknown };
  try {
    const root = await realpath(folder);
    if ((await stat(root)).isDirectory()) {
      await readFolder(root);
      return root;
    }
    problem = { what: "is no folder" };
  } catch (cause) {
    problem = {
      what: errorCode(cause) === "ENOENT" ? "does not exist" : `cannot be read (${errorCode(cause)})`,
      cause,
    };
  }
  throw new FootnoteError(
    "configuration_invalid",
    `The folder of bucket ${name} ${problem.what}: ${folder}`,
    {
      action: "Make the folder, or correct its path in the configuration.",
      cause: problem.cause,
    },
  );
}
