import type { DraftBlock, DraftItem } from "../canonical/draft.ts";

/** A list's bullet, of the font Symbol mostly. */
const MARK = /^\s*[\u00b7\u2022\u25aa\u25cf\u25e6\ue000-\uf8ff]\s*/;

/** What is said of a paragraph before it ends. */
interface ParagraphFormat {
  /** Of a heading, from 1; 0 for none. */
  level: number;
  isItem: boolean;
  depth: number;
  inTable: boolean;
}

/** The document's own text as it comes, and the blocks that it makes. */
export class Body {
  readonly #blocks: DraftBlock[] = [];
  #text = "";
  #row: string[] = [];
  #rows: string[][] = [];
  format: ParagraphFormat = plainFormat();

  /** What was written since the last block or cell ended. */
  get open(): string {
    return this.#text;
  }

  write(text: string): void {
    this.#text += text;
  }

  resetFormat(): void {
    this.format = plainFormat();
  }

  endParagraph(): void {
    const text = this.#text;
    // Paragraphs inside a cell are one text.
    if (this.#row.length > 0 || this.format.inTable) {
      this.#text += "\n";
      return;
    }
    this.#text = "";
    if (text.trim() === "") return;
    this.#endTable();
    const { level, isItem, depth } = this.format;
    if (level > 0) this.#blocks.push({ kind: "heading", level, text });
    else if (isItem) this.#item({ text, depth });
    else this.#blocks.push({ kind: "paragraph", text });
  }

  endCell(): void {
    this.#row.push(this.#text);
    this.#text = "";
  }

  endRow(): void {
    if (this.#row.length > 0) this.#rows.push(this.#row);
    this.#row = [];
  }

  /** All blocks, once nothing more comes. */
  end(): DraftBlock[] {
    this.endParagraph();
    this.#endTable();
    return this.#blocks;
  }

  #item({ text, depth }: DraftItem): void {
    const item = { text: text.replace(MARK, ""), depth };
    const last = this.#blocks.at(-1);
    if (last?.kind === "list") last.items.push(item);
    else this.#blocks.push({ kind: "list", ordered: false, items: [item] });
  }

  #endTable(): void {
    if (this.#rows.length === 0) return;
    const rows = this.#rows;
    this.#rows = [];
    this.#blocks.push({ kind: "table", headerRows: rows.length > 1 ? 1 : 0, rows });
  }
}

function plainFormat(): ParagraphFormat {
  return { level: 0, isItem: false, depth: 0, inTable: false };
}
