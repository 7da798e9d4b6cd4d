import type { Element } from "domhandler";
import type { DraftBlock } from "../canonical/draft.ts";
import { drawingText } from "../office/drawing-text.ts";
import { attribute, child, descendants, parseXml, textOf } from "../xml/tree.ts";
import type { ZipArchive } from "../zip/archive.ts";
import type { SlidePart } from "./part.ts";

/** Names of those who comment, by the id that their comments give. */
export type Authors = ReadonlyMap<string, string>;

/** @param parts those that list authors: one as PowerPoint wrote until 2021, one as it writes since */
export function readAuthors(archive: ZipArchive, parts: readonly string[]): Authors {
  const authors = new Map<string, string>();
  for (const part of parts) {
    const xml = archive.read(part);
    for (const author of xml === undefined ? [] : descendants(parseXml(xml), "cmAuthor", "author")) {
      authors.set(attribute(author, "id") ?? "", attribute(author, "name") ?? "");
    }
  }
  return authors;
}

/** The comments on a slide, each with its author, answers after what they answer ([MS-PPTX] 2.6.3 for those since 2021). */
export function readComments({ archive, relationships }: SlidePart, authors: Authors): DraftBlock[] {
  return relationships.parts
    .filter((it) => it.type === "comments")
    .flatMap(({ target }) => {
      const xml = archive.read(target);
      const comments = xml === undefined ? [] : [...descendants(parseXml(xml), "cm")];
      return comments.flatMap((comment) => [comment, ...descendants(comment, "reply")]);
    })
    .flatMap((comment) => {
      const text = commentText(comment);
      if (text === "") return [];
      const author = authors.get(attribute(comment, "authorId") ?? "")?.trim() ?? "";
      return [{ kind: "paragraph", text: `${author === "" ? "Comment" : `Comment by ${author}`}: ${text}` }];
    });
}

function commentText(comment: Element): string {
  const body = child(comment, "txBody");
  return body === undefined ? textOf(child(comment, "text")).trim() : drawingText(body);
}
