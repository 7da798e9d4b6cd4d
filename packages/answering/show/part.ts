import type { AnswerBlock, AnswerPart, Block, Citation, Span } from "@footnote/contracts";
import { cite } from "../cite.ts";
import { headingPathOf } from "../units/headings.ts";
import type { Unit } from "../units/unit.ts";
import { showCode } from "./code.ts";
import { showList } from "./list.ts";
import { showParagraph } from "./paragraph.ts";
import { plainText } from "./plain-text.ts";
import { showTable } from "./table.ts";

/** A block as it is shown, and the spans of the document that are shown of it: neighbours apart where some is left out. */
export interface Shown {
  readonly block: AnswerBlock;
  readonly spans: readonly Span[];
}

/** What is marked in a unit: the sentences, items or rows that answer best. */
export type Marks = readonly Span[];

/** The unit as people see it, with a footnote for each stretch of the document that is shown. */
export function partOf(unit: Unit, marks: Marks): AnswerPart | undefined {
  const shown = unit.blocks.flatMap((block) => show(unit, block, marks) ?? []);
  const citations = joined(shown.flatMap(({ spans }) => spans))
    .map((span) => cite(unit.passage, span, headingPathOf(unit)))
    .filter((citation) => citation !== undefined);
  const [first, ...more] = citations;
  if (first === undefined) return undefined;
  const blocks = shown.map(({ block }) => block);
  return { blocks, text: plainText(blocks), citations: [first, ...more] as readonly Citation[] };
}

function show(unit: Unit, block: Block, marks: Marks): Shown | undefined {
  switch (block.kind) {
    case "list":
      return showList(unit, block, marks);
    case "table":
      return showTable(unit, block, marks);
    case "code":
      return showCode(unit, block);
    default:
      return showParagraph(unit, block, marks);
  }
}

/** Spans that nothing but white space parts are one. */
export function joined(spans: readonly Span[]): Span[] {
  const result: Span[] = [];
  for (const span of spans) {
    const last = result.at(-1);
    if (last !== undefined && span.start - last.end <= 2)
      result[result.length - 1] = { ...last, end: span.end };
    else result.push(span);
  }
  return result;
}
