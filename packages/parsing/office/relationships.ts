import { posix } from "node:path";
import { children, parseXml } from "../xml/tree.ts";
import type { ZipArchive } from "../zip/archive.ts";

export interface Relationship {
  readonly id: string;
  /** The last segment of its type's address, e.g. "slide" or "notesSlide". */
  readonly type: string;
  /** The name of the part in the archive. */
  readonly target: string;
}

/** What a part of an Office file refers to inside the file (ECMA-376 part 2, 6.5). */
export function readRelationships(archive: ZipArchive, part: string): Relationship[] {
  const folder = posix.dirname(part);
  const xml = archive.read(posix.join(folder, "_rels", `${posix.basename(part)}.rels`));
  const root = xml === undefined ? undefined : children(parseXml(xml))[0];
  if (root === undefined) return [];
  return children(root).flatMap(({ attribs }) => {
    const { Id, Type, Target, TargetMode } = attribs;
    if (Id === undefined || Type === undefined || Target === undefined || TargetMode === "External")
      return [];
    // Rooted at the archive where it begins with "/"; a path out of the archive finds nothing there.
    const target = posix.join("/", Target.startsWith("/") ? "" : folder, Target).slice(1);
    return [{ id: Id, type: posix.basename(Type), target }];
  });
}
