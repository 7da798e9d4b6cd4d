import { randomBytes } from "node:crypto";
import { mkdir, readdir } from "node:fs/promises";
import { join } from "node:path";
import { type BucketRegistration, canaryBucketName } from "@footnote/contracts";

/**
 * The bucket of this data directory's canary, which nobody may read. Its folder is named at random and once, so that
 * processes that share a store each have one of their own, whatever their machines and directories are called.
 */
export async function canaryBucket(data: string): Promise<BucketRegistration> {
  const canaries = join(data, "canary");
  await mkdir(canaries, { recursive: true });
  const [known] = (await readdir(canaries)).filter((name) => /^[0-9a-f]{16}$/.test(name)).sort();
  const id = known ?? randomBytes(8).toString("hex");
  const folder = join(canaries, id);
  await mkdir(folder, { recursive: true });
  return { name: canaryBucketName(id), folder, readers: [] };
}
