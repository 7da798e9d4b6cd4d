import type { AnswerPassage } from "@footnote/contracts";
import { textIn, type Unit } from "./unit.ts";

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

/** The headings down to the unit: those above its section, and those in it. */
export function headingPathOf({ passage, headings, start }: Unit): readonly string[] {
  const { candidate } = passage;
  if (start >= candidate.start && start < candidate.end) return candidate.headingPath;
  const inSection = headingsAt(passage, candidate.start);
  const own = candidate.headingPath.slice(-inSection.length || candidate.headingPath.length);
  const isBelow = inSection.length > 0 && own.join("\n") === inSection.join("\n");
  const above = isBelow ? candidate.headingPath.slice(0, -inSection.length) : candidate.headingPath;
  return [...above, ...headings.filter((heading) => !above.includes(heading))];
}
