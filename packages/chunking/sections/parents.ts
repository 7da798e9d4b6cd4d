import type { Span } from "@footnote/contracts";
import { pack } from "../text/pack.ts";
import type { Section } from "./outline.ts";

export interface MeasuredSpan extends Span {
  readonly cost: number;
}

/**
 * For the chunks of one run of a section the text around them: the outermost enclosing section of at most `limit`
 * tokens; where the section itself is longer, the run in windows of whole chunks, so that neighbours share a parent.
 */
export function parentsOf(
  text: string,
  section: Section,
  chunks: readonly MeasuredSpan[],
  limit: number,
): Span[] {
  if (section.cost <= limit) {
    let around = section;
    while (around.parent !== undefined && around.parent.cost <= limit) around = around.parent;
    return chunks.map(() => ({ start: around.start, end: around.end }));
  }
  const begins = pack(
    chunks.map(({ cost }) => ({ cost, lead: 0, breakBefore: 0 })),
    limit,
  );
  return begins.flatMap((begin, position) => {
    const members = chunks.slice(begin, begins[position + 1]);
    const window = {
      start: startWithHeading(text, section, members, limit),
      end: members.at(-1)?.end ?? section.end,
    };
    return members.map(() => window);
  });
}

/** The first window of a section begins with its heading, where that fits too. */
function startWithHeading(
  text: string,
  section: Section,
  members: readonly MeasuredSpan[],
  limit: number,
): number {
  const start = members[0]?.start ?? section.start;
  const cost = members.reduce((sum, member) => sum + member.cost, 0);
  const { heading } = section;
  if (heading === undefined || start < heading.end || text.slice(heading.end, start).trim() !== "")
    return start;
  return cost + heading.cost <= limit ? section.start : start;
}
