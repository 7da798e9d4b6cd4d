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

export interface Relationships {
  /** What the part refers to inside the file. */
  readonly parts: readonly Relationship[];
  /** The addresses outside the file, by their id. They are text to read; nothing opens them. */
  readonly addresses: ReadonlyMap<string, string>;
}

/** What a part of an Office file refers to (ECMA-376 part 2, 6.5). */
export function readRelationships(archive: ZipArchive, part: string): Relationships {
  const folder = posix.dirname(part);
  const xml = archive.read(posix.join(folder, "_rels", `${posix.basename(part)}.rels`));
  const root = xml === undefined ? undefined : children(parseXml(xml))[0];
  const parts: Relationship[] = [];
  const addresses = new Map<string, string>();
  for (const { attribs } of root === undefined ? [] : children(root)) {
    const { Id, Type, Target, TargetMode } = attribs;
    if (Id === undefined || Type === undefined || Target === undefined) continue;
    if (TargetMode === "External") addresses.set(Id, Target);
    else {
      // Rooted at the archive where it begins with "/"; a path out of the archive finds nothing there.
      const target = posix.join("/", Target.startsWith("/") ? "" : folder, Target).slice(1);
      parts.push({ id: Id, type: posix.basename(Type), target });
    }
  }
  return { parts, addresses };
}

/** An element names what it refers to as `r:id` or `r:embed`, whatever the prefix; a plain `id` is another matter. */
export function referenceOf(attributes: Readonly<Record<string, string>>, name = "id"): string | undefined {
  return Object.entries(attributes).find(([it]) => it.endsWith(`:${name}`))?.[1];
}
