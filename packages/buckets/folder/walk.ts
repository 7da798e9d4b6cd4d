import { isUtf8 } from "node:buffer";
import type { BigIntStats, OpenDirOptions } from "node:fs";
import { lstat, opendir } from "node:fs/promises";
import { join } from "node:path";
import { folderMissing, isMissing, unreadable } from "./failure.ts";
import { childOf } from "./key.ts";

/** What a walk finds, but for the folders that it walks into. */
export interface Entry {
  /** With replacement characters where the name is no UTF-8. */
  readonly key: string;
  /** Of the entry itself, links not followed. */
  readonly stat: BigIntStats;
}

const PAGE = 64;

/**
 * Everything below the folder, page by page, links not followed; in memory are a page and the folders still to be
 * walked. Folders that may not be read and names that are no UTF-8 are entries too, so that somebody learns of them.
 * What comes or goes meanwhile may be missed.
 * @param onMount called with the key of each folder that lies on another device than the one above it
 * @throws FootnoteError bucket_absent or object_unreadable where the folder itself cannot be read
 */
export async function* walk(
  root: string,
  skip: (key: string) => boolean,
  signal?: AbortSignal,
  onMount?: (key: string) => void,
): AsyncGenerator<Entry[]> {
  const device = await lstat(root, { bigint: true }).then(
    ({ dev }) => dev,
    () => undefined,
  );
  const folders = [{ folder: "", device }];
  for (let next = folders.pop(); next !== undefined; next = folders.pop()) {
    const { folder, device } = next;
    const undecodable = new Set<string>();
    try {
      for await (const names of pagesOfNames(join(root, folder))) {
        signal?.throwIfAborted();
        const page: Entry[] = [];
        for (const entry of await inspect(root, folder, names, skip)) {
          if (!entry.undecodable && entry.stat.isDirectory()) {
            folders.push({ folder: entry.key, device: entry.stat.dev });
            if (entry.stat.dev !== device) onMount?.(entry.key);
          }
          // Different bytes can read the same.
          else if (!undecodable.has(entry.key)) page.push(entry);
          if (entry.undecodable) undecodable.add(entry.key);
        }
        yield page;
      }
    } catch (error) {
      signal?.throwIfAborted();
      if (folder === "") throw isMissing(error) ? folderMissing(root, error) : unreadable(root, error);
      const stat = await lstat(join(root, folder), { bigint: true }).catch(() => undefined);
      if (stat !== undefined) yield [{ key: folder, stat }];
    }
  }
}

async function* pagesOfNames(path: string): AsyncGenerator<Buffer[]> {
  // The types know no Buffer names here; decoding would lose which bytes stood there.
  const options = { encoding: "buffer", bufferSize: PAGE } as unknown as OpenDirOptions;
  let page: Buffer[] = [];
  for await (const { name } of await opendir(path, options)) {
    page.push(name as unknown as Buffer);
    if (page.length < PAGE) continue;
    yield page;
    page = [];
  }
  yield page;
}

async function inspect(
  root: string,
  folder: string,
  names: readonly Buffer[],
  skip: (key: string) => boolean,
): Promise<(Entry & { readonly undecodable: boolean })[]> {
  const entries = names.map(async (name) => {
    const key = childOf(folder, name.toString());
    if (skip(key)) return [];
    const path = Buffer.concat([Buffer.from(join(root, folder, "/")), name]);
    const stat = await lstat(path, { bigint: true }).catch((error) => {
      if (isMissing(error)) return undefined;
      throw error;
    });
    return stat === undefined ? [] : [{ key, stat, undecodable: !isUtf8(name) }];
  });
  return (await Promise.all(entries)).flat();
}
