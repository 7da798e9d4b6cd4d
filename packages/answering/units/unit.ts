import type { AnswerPassage, Block, ListBlock, Span, TableBlock } from "@footnote/contracts";

/**
 * The smallest thing that is shown and cited: a paragraph, a list with its lead-in and all its items, a table, code
 * with the sentence that introduces it. One stretch of its section.
 */
export interface Unit extends Span {
  readonly passage: AnswerPassage;
  /** Of what it is about: the block that its lead-in leads to. */
  readonly kind: "paragraph" | "list" | "table" | "code";
  /** In reading order, a lead-in first. */
  readonly blocks: readonly Block[];
  /** The long list or table that this is an item or a row of; undefined where it is whole. */
  readonly pieceOf: ListBlock | TableBlock | undefined;
  /** The headings between the passage's own heading path and the unit, also lines that only look like headings. */
  readonly headings: readonly string[];
  /** What stands there; of a table's row each cell with the name of its column. */
  readonly text: string;
  /** The unit before it in the section, with no heading in between. */
  readonly previous: Unit | undefined;
}

/** What stands in a span of the passage's section. */
export function textIn({ section }: AnswerPassage, { start, end }: Span): string {
  return section.text.slice(start - section.start, end - section.start);
}

export function wordsIn(text: string): number {
  return text.match(/\S+/gu)?.length ?? 0;
}

/** Whether it asks, and says nothing before that. "Outside the U.S.?" is one sentence. */
export function isQuestion(text: string): boolean {
  return /[?？]["'”’)\]]*\s*$/u.test(text) && !/[.!…]["'”’)\]]*\s|[。！]/u.test(text);
}

export function endsWithColon(text: string): boolean {
  return /[:：]["'”’)\]]*\s*$/u.test(text);
}
