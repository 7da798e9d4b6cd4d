import type { DraftDocument } from "./canonical/draft.ts";
import { LINES, plainText } from "./text/plain.ts";
import { readProse } from "./text/prose.ts";

/** Text as people type it: paragraphs with their lines joined where a program broke them, headings, lists, tables. */
export function parseText(source: string): DraftDocument {
  return { title: undefined, blocks: readProse(source, plainText()) };
}

/** Text whose lines each say something, such as a log. */
export function parseLines(source: string): DraftDocument {
  return { title: undefined, blocks: readProse(source, LINES) };
}
