import type { AnswerPassage } from "@footnote/contracts";
import { textIn } from "./unit.ts";

export interface Heading {
  readonly level: number;
  readonly text: string;
}

/** The headings that hold below one more: those of a higher level, and itself. */
export function withHeading(headings: readonly Heading[], heading: Heading): Heading[] {
  return [...headings.filter(({ level }) => level < heading.level), heading];
}

/** The headings of the section that stand above the place. */
export function headingsAt(passage: AnswerPassage, at: number): string[] {
  let headings: Heading[] = [];
  for (const block of passage.section.blocks) {
    if (block.kind !== "heading" || block.start > at) continue;
    headings = withHeading(headings, { level: block.level, text: textIn(passage, block) });
  }
  return headings.map(({ text }) => text);
}
