import type { ReadingNote } from "./reading-note.ts";

/** A half-open range [start, end) of UTF-16 code units in a document's canonical text. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/**
 * How a stretch of the text looked in its file: what the text itself does not hold. It is shown, and a line that is bold as a whole is
 * taken for a heading in an answer; nothing else is found or judged by it. A link's stretch is its words with the address behind
 * them, where the text spells it out.
 */
export type InlineMark = Span &
  (
    | { readonly kind: "bold" | "code" }
    | {
        readonly kind: "link";
        /** `http`, `https` or `mailto`; else the path of another file, from the file that holds the link. ASCII. */
        readonly href: string;
      }
  );

interface BlockBase extends Span {
  /** 1-based page on which the block begins; only formats that have pages (PDF) or slides set it. */
  readonly page?: number;
  /** Where its text was recognised from a picture: how sure that was on average, 0 to 100. */
  readonly recognised?: number;
  /** By where they begin, the outer before the inner; left out where there are none. Code blocks have none. */
  readonly marks?: readonly InlineMark[];
}

export interface HeadingBlock extends BlockBase {
  readonly kind: "heading";
  /** 1 is the topmost; at most 6. */
  readonly level: number;
}

export interface ParagraphBlock extends BlockBase {
  readonly kind: "paragraph";
}

export interface ListItem extends Span {
  /** 0 for the outermost list. */
  readonly depth: number;
}

export interface ListBlock extends BlockBase {
  readonly kind: "list";
  readonly ordered: boolean;
  /** In reading order, nested items flattened; each item is one line of the text, without its bullet. */
  readonly items: readonly ListItem[];
}

export interface TableRow extends Span {
  readonly cells: readonly Span[];
}

export interface TableBlock extends BlockBase {
  readonly kind: "table";
  /** How many of the first rows are header rows. */
  readonly headerRows: number;
  /** Each row is one line of the text, its cells joined by " | ". */
  readonly rows: readonly TableRow[];
}

export interface CodeBlock extends BlockBase {
  readonly kind: "code";
  readonly language?: string;
}

export type Block = HeadingBlock | ParagraphBlock | ListBlock | TableBlock | CodeBlock;
export type BlockKind = Block["kind"];

/**
 * What a parser yields. `text` is the canonical text: what a person would read, without the format's syntax,
 * blocks joined by "\n\n". For every block `text.slice(block.start, block.end)` is the block; blocks are in
 * reading order, do not overlap and together cover everything but the white space between them.
 */
export interface ParsedDocument {
  /** From the file's own metadata or first heading; never empty (the key's last segment where there is none). */
  readonly title: string;
  readonly text: string;
  readonly blocks: readonly Block[];
  /** How many pages the file has, where the format has pages. */
  readonly pages?: number;
  /** The format it was parsed as, such as "markdown" or "pdf". */
  readonly format: string;
  /** What was left out, and what is not quite as it stood. */
  readonly notes: readonly ReadingNote[];
}
