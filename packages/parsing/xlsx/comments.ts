import type { DraftBlock } from "../canonical/draft.ts";
import type { Relationships } from "../office/relationships.ts";
import { attribute, child, descendants, parseXml, textOf } from "../xml/tree.ts";
import type { ZipArchive } from "../zip/archive.ts";
import { rangeOf } from "./place.ts";
import type { SheetRow } from "./sheet.ts";

interface Comment {
  readonly place: string;
  readonly author: string;
  readonly text: string;
}

/** Names of those who take part in threads, by their id. */
export function readPersons(xml: Uint8Array | undefined): ReadonlyMap<string, string> {
  const persons = xml === undefined ? [] : descendants(parseXml(xml), "person");
  return new Map(
    Array.from(persons, (it) => [attribute(it, "id") ?? "", attribute(it, "displayName") ?? ""]),
  );
}

/** The comments on a sheet's cells, each with its author and what the cell says, so that it is understood alone. */
export function readComments(
  archive: ZipArchive,
  { parts }: Relationships,
  persons: ReadonlyMap<string, string>,
  rows: readonly SheetRow[],
): DraftBlock[] {
  const partsOf = (type: string) =>
    parts.filter((it) => it.type === type).flatMap((it) => archive.read(it.target) ?? []);
  const threads = partsOf("threadedComment").flatMap((xml) => readThreads(xml, persons));
  const inThreads = new Set(threads.map((it) => it.place));
  // Of a thread, programs before 2019 find a note that tells them to be newer.
  const notes = partsOf("comments")
    .flatMap(readNotes)
    .filter((it) => !inThreads.has(it.place));
  const byNumber = new Map(rows.map((row) => [row.number, row]));
  return [...threads, ...notes]
    .filter((it) => it.text !== "")
    .map(({ place, author, text }) => {
      const range = rangeOf(place);
      const said = range === undefined ? undefined : byNumber.get(range.top)?.cells.get(range.left);
      const by = author === "" ? "Comment" : `Comment by ${author}`;
      return {
        kind: "paragraph",
        text: `${by} on cell ${place}${said === undefined ? "" : ` (${said})`}: ${text}`,
      };
    });
}

/** [MS-XLSX] 2.6.205. */
function readThreads(xml: Uint8Array, persons: ReadonlyMap<string, string>): Comment[] {
  return Array.from(descendants(parseXml(xml), "threadedComment"), (comment) => ({
    place: attribute(comment, "ref") ?? "",
    author: persons.get(attribute(comment, "personId") ?? "")?.trim() ?? "",
    text: textOf(child(comment, "text")).trim(),
  }));
}

/** ECMA-376 18.7. */
function readNotes(xml: Uint8Array): Comment[] {
  const root = parseXml(xml);
  const authors = Array.from(descendants(root, "author"), (it) => textOf(it).trim());
  return Array.from(descendants(root, "comment"), (comment) => {
    const author = authors[Number(attribute(comment, "authorId"))] ?? "";
    const text = Array.from(descendants(child(comment, "text") ?? comment, "t", "rPh"), (it) =>
      it.name.endsWith("rPh") ? "" : textOf(it),
    ).join("");
    // Excel begins a note with its author's name, which the note has anyhow.
    const isNamed = author !== "" && text.startsWith(`${author}:`);
    return {
      place: attribute(comment, "ref") ?? "",
      author,
      text: text.slice(isNamed ? author.length + 1 : 0).trim(),
    };
  });
}
