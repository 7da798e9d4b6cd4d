import { mkdir, mkdtemp, rm, unlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { openFolderBucket } from "@footnote/buckets";
import { describe } from "vitest";
import { type BucketWorld, bucketPromises } from "./buckets.ts";
import { changeSourcePromises } from "./change-sources.ts";

async function open() {
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
    async put(key: string, content: string | Uint8Array) {
      await mkdir(dirname(join(folder, key)), { recursive: true });
      await writeFile(join(folder, key), content);
    },
    delete: (key: string) => unlink(join(folder, key)),
    vanish: () => rm(folder, { recursive: true }),
    close: () => rm(outside, { recursive: true, force: true }),
  };
}

describe("a folder", () => bucketPromises(open satisfies () => Promise<BucketWorld>));

describe("a folder that is watched", () =>
  changeSourcePromises(async () => {
    const world = await open();
    let writes = 0;
    return { ...world, source: world.bucket.changes, put: (key) => world.put(key, String(writes++)) };
  }));
