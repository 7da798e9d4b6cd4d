/** How a kind of plain text marks what it holds. What is left out means: as plain text does. */
export interface Dialect {
  /** The heading that begins at a line, if one does, and how many lines it takes. */
  readonly heading?: (lines: readonly string[], at: number) => Heading | undefined;
  /** What stands as it is until a line that ends it. */
  readonly fence?: (line: string) => Fence | undefined;
  /** A table that stands between lines of its own, one or several cells a line. */
  readonly table?: (line: string) => Pick<Fence, "ends"> | undefined;
  /** What a line says to a reader; undefined for one that says nothing. */
  readonly line?: (line: string) => string | undefined;
  /** Its marks for emphasis, links and the like, as a reader sees them. */
  readonly inline?: (text: string) => string;
  /** The item that a line begins. */
  readonly item?: (line: string) => Item | undefined;
  /** Whether lines that a paragraph was broken into are one; else each stands by itself. */
  readonly joins: boolean;
}

export interface Heading {
  readonly level: number;
  readonly text: string;
  readonly lines: number;
}

export interface Fence {
  readonly ends: (line: string) => boolean;
  readonly language?: string;
  /** Whether what is in it is read like the rest, such as a quotation. */
  readonly isText?: boolean;
  readonly isComment?: boolean;
  /** Whether the line that ends it belongs to what comes after. */
  readonly keepsEnd?: boolean;
}

export interface Item {
  readonly text: string;
  readonly depth: number;
  readonly ordered: boolean;
}
