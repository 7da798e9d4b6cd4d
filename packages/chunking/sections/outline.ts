import { type Block, oneLine, type ParsedDocument } from "@footnote/contracts";
import type { Measure } from "../text/measure.ts";

/** A heading and all that stands below it, down to the next heading of its level or above. */
export interface Section {
  /** Undefined for the whole document. */
  readonly parent: Section | undefined;
  readonly level: number;
  /** Its line in the heading path; empty for a first heading that only repeats the document's title. */
  readonly title: string;
  /** Whether `title` is the heading in full. */
  readonly titleIsWhole: boolean;
  readonly heading: { readonly end: number; readonly cost: number } | undefined;
  readonly start: number;
  /** Grows while the outline is drawn, as does `cost`, in tokens, headings included. */
  end: number;
  cost: number;
  /** Whether it has text of its own, and whether it or a section inside it has. */
  hasOwnText: boolean;
  hasText: boolean;
}

export interface OutlinedBlock {
  readonly block: Block;
  /** For a heading the section that it begins. */
  readonly section: Section;
  readonly cost: number;
}

// A heading beyond this is a paragraph that somebody made bold: it is shortened in the path and kept in full as text.
const LONGEST_TITLE = 400;

/** Every block that is not blank, with its section. */
export function outline(document: ParsedDocument, measure: Measure): OutlinedBlock[] {
  const root = section(undefined, 0, document.title, undefined, 0);
  let current = root;
  let headings = 0;
  const outlined: OutlinedBlock[] = [];
  for (const block of document.blocks) {
    const text = document.text.slice(block.start, block.end);
    if (text.trim() === "") continue;
    const cost = measure(text);
    if (block.kind === "heading") {
      while (current.parent !== undefined && current.level >= block.level) current = current.parent;
      const repeatsTitle = headings++ === 0 && oneLine(text) === oneLine(document.title);
      current = section(
        current,
        block.level,
        repeatsTitle ? "" : text,
        { end: block.end, cost },
        block.start,
      );
    }
    for (let within: Section | undefined = current; within !== undefined; within = within.parent) {
      within.end = block.end;
      within.cost += cost;
      within.hasText ||= block.kind !== "heading";
    }
    current.hasOwnText ||= block.kind !== "heading";
    outlined.push({ block, section: current, cost });
  }
  return outlined;
}

function section(
  parent: Section | undefined,
  level: number,
  text: string,
  heading: Section["heading"],
  start: number,
): Section {
  const line = oneLine(text);
  const titleIsWhole = line.length <= LONGEST_TITLE;
  const title = titleIsWhole ? line : `${line.slice(0, LONGEST_TITLE).replace(/[\ud800-\udbff]$/, "")}…`;
  return {
    parent,
    level,
    title,
    titleIsWhole,
    heading,
    start,
    end: start,
    cost: 0,
    hasOwnText: false,
    hasText: false,
  };
}

/** From the whole document down to the section itself. */
export function lineage(section: Section): Section[] {
  return section.parent === undefined ? [section] : [...lineage(section.parent), section];
}
