import type { Element } from "domhandler";
import type { DraftBlock, DraftDocument } from "../canonical/draft.ts";
import { NoteTaker } from "../canonical/note-taker.ts";
import { TextBudget } from "../canonical/text-budget.ts";
import type { FileLimits } from "../limits.ts";
import { CORE_PROPERTIES, titleOf } from "../office/properties.ts";
import { type Relationship, type Relationships, readRelationships } from "../office/relationships.ts";
import { corrupt } from "../problems.ts";
import { attribute, child, children, descendants, parseWholeXml, parseXml } from "../xml/tree.ts";
import { ZipArchive } from "../zip/archive.ts";
import { BlockReader, readBlocks } from "./blocks.ts";
import { HeadersAndFooters } from "./headers.ts";
import { commentBlocks } from "./inline.ts";
import { keyOf, type NoteKind, NoteReferences } from "./note-references.ts";
import { Numbering } from "./numbering.ts";
import type { Story, WordFile } from "./story.ts";
import { readStyles } from "./styles.ts";

const WHAT = "Word document";
const MAIN_PART = "word/document.xml";

/**
 * A Word document as people see it (ECMA-376 17): each header and footer once, where its section begins; text boxes,
 * descriptions of pictures, charts and comments after the paragraph that they hang on; footnotes and endnotes at the
 * end. Tracked insertions are read; tracked deletions, hidden text and what has no text are noted.
 * @throws FootnoteError file_corrupt, file_encrypted, file_too_large
 */
export function parseDocx(bytes: Uint8Array, limits: FileLimits): DraftDocument {
  const archive = new ZipArchive(bytes, WHAT, limits);
  const main = mainPart(archive);
  const relationships = readRelationships(archive, main);
  const file = openFile(archive, limits, relationships);
  const body = bodyOf(archive.require(main));
  const story: Story = { file, relationships };
  const headers = new HeadersAndFooters(body, story);
  const first = headers.next();
  const reader = new BlockReader(story, () => headers.next());
  reader.read(body);
  const read = reader.finish().blocks;
  const blocks = [...first, ...read, ...notesOf(file, relationships), ...otherComments(file)];
  return { title: titleOf(archive.read(CORE_PROPERTIES)), blocks, notes: file.notes.notes };
}

function mainPart(archive: ZipArchive): string {
  const named = readRelationships(archive, "").parts.find((it) => it.type === "officeDocument")?.target;
  return named !== undefined && archive.names.includes(named) ? named : MAIN_PART;
}

function bodyOf(xml: Uint8Array): Element {
  const root = children(parseWholeXml(xml, WHAT))[0];
  const body = child(root, "body");
  if (body === undefined) throw corrupt(WHAT, "its main part is not the text of one.");
  return body;
}

function openFile(archive: ZipArchive, limits: FileLimits, { parts }: Relationships): WordFile {
  const partOf = (type: string) => {
    const part = parts.find((it) => it.type === type);
    return part === undefined ? undefined : archive.read(part.target);
  };
  const styles = readStyles(partOf("styles"));
  const texts = new Map<string, Element>();
  for (const kind of ["footnote", "endnote"] as const) {
    for (const [id, text] of readById(partOf(`${kind}s`), kind)) texts.set(keyOf(kind, id), text);
  }
  return {
    archive,
    budget: new TextBudget(limits, "Its merged cells or its charts repeat the same text."),
    styles,
    numbering: new Numbering(partOf("numbering"), styles),
    notes: new NoteTaker(),
    references: new NoteReferences(texts),
    comments: {
      unsaid: readById(partOf("comments"), "comment"),
      relationships: relationshipsOf(archive, parts, "comments"),
    },
  };
}

/** Those that hold text: lines that set notes apart have a type. */
function readById(xml: Uint8Array | undefined, name: string): Map<string, Element> {
  const found = new Map<string, Element>();
  if (xml === undefined) return found;
  for (const element of descendants(parseXml(xml), name)) {
    const type = attribute(element, "type") ?? "normal";
    if (type === "normal") found.set(attribute(element, "id") ?? "", element);
  }
  return found;
}

/** Those of a part beside the main one, which has addresses of its own. */
function relationshipsOf(archive: ZipArchive, parts: readonly Relationship[], type: string): Relationships {
  const part = parts.find((it) => it.type === type);
  return part === undefined ? { parts: [], addresses: new Map() } : readRelationships(archive, part.target);
}

/** The notes that the text refers to, in that order, each with its mark. */
function notesOf(file: WordFile, { parts }: Relationships): DraftBlock[] {
  const stories: Record<NoteKind, Story> = {
    footnote: { file, relationships: relationshipsOf(file.archive, parts, "footnotes") },
    endnote: { file, relationships: relationshipsOf(file.archive, parts, "endnotes") },
  };
  const blocks: DraftBlock[] = [];
  for (let read = 0; ; ) {
    const notes = file.references.after(read);
    if (notes.length === 0) return blocks;
    read += notes.length;
    for (const { mark, kind, text } of notes)
      blocks.push(...withMark(mark, readBlocks(text, stories[kind]).blocks));
  }
}

function withMark(mark: string, blocks: readonly DraftBlock[]): DraftBlock[] {
  const [first, ...others] = blocks;
  if (first?.kind !== "paragraph") return [{ kind: "paragraph", text: mark }, ...blocks];
  return [{ kind: "paragraph", text: `${mark} ${first.text}` }, ...others];
}

/** Comments that no place in the text refers to: answers to others, mostly. */
function otherComments(file: WordFile): DraftBlock[] {
  return [...file.comments.unsaid.values()].flatMap((comment) =>
    commentBlocks(comment, file, (container, story) => readBlocks(container, story).blocks),
  );
}
