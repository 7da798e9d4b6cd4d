import type { BigIntStats } from "node:fs";
import { lstat, realpath, stat } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { type BucketPlace, FootnoteError } from "@footnote/contracts";
import { absent, errorCode, folderMissing, isMissing } from "./failure.ts";
import { readFolder } from "./locate.ts";

/** A folder as the operations on it see it. */
export interface Root {
  /** Without any link in it. */
  readonly path: string;
  /**
   * Called before a finding is believed: also that nothing lies at the key, since an unmounted folder is an empty one.
   * Without a key every part of the bucket must be there.
   * @throws FootnoteError bucket_absent
   */
  mustBeThere(key?: string): Promise<void>;
}

/**
 * Where a bucket's folder lies, and whether it is the one that is known. A folder is told by device and inode: what is
 * mounted there, or moved there, has others than the mount point or the folder before.
 */
export class FolderPlace implements Root {
  readonly #folder: string;
  #path: string;
  #recognised: BucketPlace | undefined;
  /** Keys of folders that were seen to lie on a disk of their own. */
  readonly #mounts = new Set<string>();

  constructor(folder: string) {
    this.#folder = resolve(folder);
    this.#path = this.#folder;
  }

  get path(): string {
    return this.#path;
  }

  /** What lies there now, whether it is recognised or not. */
  get unguarded(): Root {
    return { path: this.#path, mustBeThere: () => stat(this.#path).then(() => undefined) };
  }

  recognise(place: BucketPlace): void {
    this.#recognised = place;
  }

  noteMount(key: string): void {
    this.#mounts.add(key);
  }

  /** @throws FootnoteError bucket_absent where there is no folder, or it cannot be read */
  async look(): Promise<BucketPlace> {
    try {
      this.#path = await realpath(this.#folder);
      const found = await stat(this.#path, { bigint: true });
      if (!found.isDirectory()) throw folderMissing(this.#path);
      await readFolder(this.#path);
      const parts: string[] = [];
      for (const key of new Set([...this.#mounts, ...(this.#recognised?.parts ?? [])]))
        if (await isMount(this.#path, key)) parts.push(key);
      return { identity: identityOf(found), parts: parts.sort() };
    } catch (error) {
      if (error instanceof FootnoteError) throw error;
      if (isMissing(error)) throw folderMissing(this.#folder, error);
      throw absent(`The bucket's folder ${this.#folder} cannot be read (${errorCode(error)}).`, error);
    }
  }

  async mustBeThere(key?: string): Promise<void> {
    const found = await stat(this.#path, { bigint: true }).catch((error) => {
      throw folderMissing(this.#path, error);
    });
    if (!found.isDirectory()) throw folderMissing(this.#path);
    if (this.#recognised === undefined) return;
    if (identityOf(found) !== this.#recognised.identity)
      throw absent(`What lies at ${this.#path} now is not the folder that is known as this bucket.`);
    for (const part of this.partsAbove(key)) {
      if (!(await isMount(this.#path, part)))
        throw absent(`The folder ${part} of this bucket is not there: the disk that it lies on is missing.`);
    }
  }

  /** The parts of the bucket on disks of their own that the key lies in; without a key all of them. */
  partsAbove(key?: string): readonly string[] {
    const parts = this.#recognised?.parts ?? [];
    return key === undefined ? parts : parts.filter((part) => key.startsWith(`${part}/`));
  }
}

/** Where the folder above lies on another device. */
async function isMount(root: string, key: string): Promise<boolean> {
  const path = join(root, key);
  try {
    const [folder, above] = await Promise.all([lstat(path), lstat(dirname(path))]);
    return folder.isDirectory() && folder.dev !== above.dev;
  } catch {
    return false;
  }
}

function identityOf(found: BigIntStats): string {
  return `${found.dev}:${found.ino}`;
}
