import type { Element } from "domhandler";
import type { DraftBlock } from "../canonical/draft.ts";
import type { NoteTaker } from "../canonical/note-taker.ts";
import type { TextBudget } from "../canonical/text-budget.ts";
import type { Relationships } from "../office/relationships.ts";
import type { ZipArchive } from "../zip/archive.ts";
import type { NoteReferences } from "./note-references.ts";
import type { Numbering } from "./numbering.ts";
import type { Styles } from "./styles.ts";

/** What all parts of a document share. */
export interface WordFile {
  readonly archive: ZipArchive;
  /** For what may be said more often than it is written: merged cells, charts. */
  readonly budget: TextBudget;
  readonly styles: Styles;
  readonly numbering: Numbering;
  readonly notes: NoteTaker;
  readonly references: NoteReferences;
  readonly comments: Comments;
}

export interface Comments {
  /** By their id; one is taken out when it has been said. */
  readonly unsaid: Map<string, Element>;
  readonly relationships: Relationships;
}

/** One text of a document, as Word calls it: its body, a header, its footnotes. Each has relationships of its own. */
export interface Story {
  readonly file: WordFile;
  readonly relationships: Relationships;
}

/** Reads the paragraphs and tables of a text box, a comment, a cell. */
export type ReadBlocks = (container: Element, story: Story) => DraftBlock[];

/** The part that an element of the story refers to. */
export function partOf(story: Story, id: string | undefined): Uint8Array | undefined {
  const part = story.relationships.parts.find((it) => it.id === id);
  return part === undefined ? undefined : story.file.archive.read(part.target);
}
