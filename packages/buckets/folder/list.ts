import type { BucketObject } from "@footnote/contracts";
import { isIgnored } from "../ignored.ts";
import { describe } from "./description.ts";
import { locateFile } from "./locate.ts";
import type { FolderPlace, Root } from "./place.ts";
import { type Entry, walk } from "./walk.ts";

/** Leaves out what lies in the mount point of a part that is not there: it comes and goes with what is mounted over it. */
export async function* listObjects(place: FolderPlace, signal?: AbortSignal): AsyncGenerator<BucketObject> {
  await place.mustBeThere("");
  const { parts } = await place.look();
  const isHidden = (key: string) => {
    return isIgnored(key) || place.partsAbove(key).some((part) => !parts.includes(part));
  };
  for await (const page of walk(place.path, isHidden, signal, (key) => place.noteMount(key))) {
    await place.mustBeThere("");
    for (const { key, stat } of page) {
      if (!stat.isSymbolicLink()) yield describe(key, stat);
      else yield describe(key, (await targetOf(place, key)) ?? stat);
    }
  }
}

/** A link is as new as the file that it leads to; one that is refused is listed as itself. */
async function targetOf(root: Root, key: string): Promise<Entry["stat"] | undefined> {
  return (await locateFile(root, key).catch(() => undefined))?.stat;
}
