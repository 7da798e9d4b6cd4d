import { mkdir, mkdtemp, rm, unlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { openFolderBucket } from "@footnote/buckets";
import { describe } from "vitest";
import { type BucketWorld, bucketPromises } from "./buckets.ts";

async function open(): Promise<BucketWorld> {
  const outside = await mkdtemp(join(tmpdir(), "footnote-conformance-"));
  const folder = join(outside, "bucket");
  await mkdir(folder);
  const bucket = await openFolderBucket({
    name: "docs",
    folder,
    settleMilliseconds: 0,
    onWatchError: (error) => Promise.reject(error),
  });
  return {
    bucket,
    async put(key, content) {
      await mkdir(dirname(join(folder, key)), { recursive: true });
      await writeFile(join(folder, key), content);
    },
    delete: (key) => unlink(join(folder, key)),
    vanish: () => rm(folder, { recursive: true }),
    close: () => rm(outside, { recursive: true, force: true }),
  };
}

describe("a folder", () => bucketPromises(open));
