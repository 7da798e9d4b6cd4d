import type { BucketObject } from "@footnote/contracts";
import { isIgnored } from "../ignored.ts";
import { describe } from "./description.ts";
import { locateFile } from "./locate.ts";
import { type Entry, walk } from "./walk.ts";

export async function* listObjects(root: string, signal?: AbortSignal): AsyncGenerator<BucketObject> {
  for await (const page of walk(root, isIgnored, signal)) {
    for (const { key, stat } of page) {
      if (!stat.isSymbolicLink()) yield describe(key, stat);
      else yield describe(key, (await targetOf(root, key)) ?? stat);
    }
  }
}

/** A link is as new as the file that it leads to; one that is refused is listed as itself. */
async function targetOf(root: string, key: string): Promise<Entry["stat"] | undefined> {
  return (await locateFile(root, key).catch(() => undefined))?.stat;
}
