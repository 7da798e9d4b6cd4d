import type { AnswerPassage, Block, Span, TableBlock } from "@footnote/contracts";
import { contentTerms } from "../terms.ts";
import { carriedHeader } from "../units/carried-header.ts";
import { partsOf } from "../units/parts.ts";
import { textIn, type Unit } from "../units/unit.ts";
import { unitsOf } from "../units/units.ts";
import { type Figure, figuresIn } from "./figures.ts";

/** A sentence, item, row or piece of code of a document, with what it is understood by. */
export interface Evidence extends Span {
  readonly unit: Unit;
  readonly text: string;
  readonly terms: ReadonlySet<string>;
  readonly figures: readonly Figure[];
  /** What introduces it, where that is a sentence of its own: "You may not claim:". */
  readonly leadIn: Span | undefined;
  readonly leadInText: string;
  /** The headings, title and path above it, its lead-in, the header of its table, the sentence that it goes on about. */
  readonly around: string;
  readonly termsAround: ReadonlySet<string>;
  /** Of a row its cells, each with the words of its column's header. */
  readonly columns: readonly Pick<Evidence, "terms" | "figures">[];
  /** The list or table that it is an item or a row of. */
  readonly siblingsIn: Block | undefined;
}

/** Whether the term stands in it or in what it is understood by. */
export function knows({ terms, termsAround }: Evidence, term: string): boolean {
  return terms.has(term) || termsAround.has(term);
}

/** What goes on about the sentence before it, and is not understood without. */
const GOES_ON = /^(?:it|its|they|their|them|this|that|these|those|he|she|er|sie|es|diese[rsnm]?)\b/iu;

/** What stands in a span of the passage's section, in reading order; the part of a list or table that lies in it. */
export function evidenceIn(passage: AnswerPassage, shown: Span): Evidence[] {
  const evidence: Evidence[] = [];
  for (const unit of unitsOf(passage)) {
    for (const part of partsOf(unit)) {
      if (part.start < shown.start || part.end > shown.end) continue;
      const before = evidence.at(-1);
      const isGoingOn = GOES_ON.test(part.text) && before?.unit.passage === unit.passage;
      evidence.push(evidenceOf(unit, part, part.text, isGoingOn ? before.text : ""));
    }
  }
  return evidence;
}

function evidenceOf(unit: Unit, span: Span, text: string, before: string): Evidence {
  const { title, headingPath, key, bucket } = unit.passage.candidate;
  const [first] = unit.blocks;
  const last = unit.blocks.at(-1);
  const leadIn = unit.blocks.length > 1 && first?.kind === "paragraph" ? first : undefined;
  const leadInText = leadIn === undefined ? "" : textIn(unit.passage, leadIn);
  const header = last?.kind === "table" ? headerOf(unit, last) : [];
  const around = [
    title,
    ...headingPath,
    ...unit.headings,
    `${bucket}/${key}`,
    leadInText,
    ...header.map((cells) => cells.join(" | ")),
    before,
  ].join("\n");
  return {
    start: span.start,
    end: span.end,
    unit,
    text,
    terms: new Set(contentTerms(text)),
    figures: figuresIn(text),
    leadIn,
    leadInText,
    around,
    termsAround: new Set(contentTerms(around.replace(/[/._-]/gu, " "))),
    columns: last?.kind === "table" ? columnsOf(unit, last, span, header.at(-1) ?? []) : [],
    siblingsIn: unit.pieceOf ?? (last?.kind === "list" || last?.kind === "table" ? last : undefined),
  };
}

function headerOf(unit: Unit, table: TableBlock): string[][] {
  const rows = table.rows
    .slice(0, table.headerRows)
    .map(({ cells }) => cells.map((cell) => textIn(unit.passage, cell)));
  return rows.length > 0 ? rows : carriedHeader(unit, table);
}

function columnsOf(
  unit: Unit,
  table: TableBlock,
  span: Span,
  header: readonly string[],
): Evidence["columns"] {
  const cells = table.rows.find(({ start }) => start === span.start)?.cells ?? [];
  return cells.map((cell, column) => ({
    terms: new Set(contentTerms(header[column] ?? "")),
    figures: figuresIn(textIn(unit.passage, cell)),
  }));
}
