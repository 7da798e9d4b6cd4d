import type { ReadingNote } from "@footnote/contracts";

/** What a format's parser finds, in reading order, before it has a place in the canonical text. */
export type DraftBlock =
  | { kind: "heading"; level: number; text: string; page?: number; recognised?: number }
  | { kind: "paragraph"; text: string; page?: number; recognised?: number }
  | { kind: "list"; ordered: boolean; items: DraftItem[]; page?: number; recognised?: number }
  | { kind: "table"; headerRows: number; rows: string[][]; page?: number; recognised?: number }
  | { kind: "code"; text: string; language?: string; page?: number; recognised?: number };

export interface DraftItem {
  text: string;
  depth: number;
}

export interface DraftDocument {
  /** From the file's metadata; undefined where it has none. */
  title: string | undefined;
  blocks: DraftBlock[];
  pages?: number;
  /** What the parser met and did not read. */
  notes?: ReadingNote[];
  /** Pages that show something but hold no text: for recognition. */
  unread?: number[];
}
