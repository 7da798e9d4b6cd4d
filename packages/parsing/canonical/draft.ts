/** What a format's parser finds, in reading order, before it has a place in the canonical text. */
export type DraftBlock =
  | { kind: "heading"; level: number; text: string; page?: number }
  | { kind: "paragraph"; text: string; page?: number }
  | { kind: "list"; ordered: boolean; items: DraftItem[]; page?: number }
  | { kind: "table"; headerRows: 0 | 1; rows: string[][]; page?: number }
  | { kind: "code"; text: string; language?: string; page?: number };

export interface DraftItem {
  text: string;
  depth: number;
}

export interface DraftDocument {
  /** From the file's metadata; undefined where it has none. */
  title: string | undefined;
  blocks: DraftBlock[];
  pages?: number;
}
