import type { Element } from "domhandler";
import type { NoteTaker } from "../canonical/note-taker.ts";
import { type Relationships, readRelationships } from "../office/relationships.ts";
import { children, parseXml } from "../xml/tree.ts";
import type { ZipArchive } from "../zip/archive.ts";

/** A slide, its notes, its layout: a part with what it refers to. */
export interface SlidePart {
  readonly archive: ZipArchive;
  readonly name: string;
  readonly root: Element | undefined;
  readonly relationships: Relationships;
  readonly notes: NoteTaker;
}

/** @throws FootnoteError where the part is missing or cannot be unpacked */
export function openPart(archive: ZipArchive, name: string, notes: NoteTaker): SlidePart {
  const root = children(parseXml(archive.require(name)))[0];
  return { archive, name, root, relationships: readRelationships(archive, name), notes };
}

/** The name of a part of that type that it refers to; undefined where the file has none. */
export function relatedPart({ archive, relationships }: SlidePart, type: string): string | undefined {
  const target = relationships.parts.find((it) => it.type === type)?.target;
  return target !== undefined && archive.names.includes(target) ? target : undefined;
}

/** The part with that id. */
export function referredPart({ archive, relationships }: SlidePart, id: string | undefined) {
  const part = relationships.parts.find((it) => it.id === id);
  return part === undefined ? undefined : archive.read(part.target);
}
