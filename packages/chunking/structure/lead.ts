import type { Block, ParagraphBlock, Span, TableBlock, TableRow } from "@footnote/contracts";
import { shorten } from "../sections/heading-path.ts";
import { betweenSentences, firstAbove } from "../text/cuts.ts";
import type { Measure } from "../text/measure.ts";
import { trim } from "../text/trim.ts";

/** Text from further up that a piece carries along, so that it still says what it is about. */
export interface LeadSpan extends Span {
  readonly cost: number;
}

/** The leads of one block. */
export interface Lead {
  /** By where a piece begins; undefined where the piece holds it itself or there is none. */
  at(start: number): LeadSpan | undefined;
  /** The most tokens that any of them takes. */
  readonly cost: number;
}

const NO_LEAD: Lead = { at: () => undefined, cost: 0 };

// A lead helps to find and to read an answer, it is not the answer: the greater part of a chunk is its own text.
const HEADER_SHARE = 0.5;
const LEAD_IN_SHARE = 0.25;

export function leadOf(
  text: string,
  block: Block,
  before: Block | undefined,
  measure: Measure,
  capacity: number,
): Lead {
  if (block.kind === "table") return headerOf(text, block, measure, Math.floor(capacity * HEADER_SHARE));
  if (block.kind === "list" && before?.kind === "paragraph") {
    return leadInOf(text, before, measure, Math.floor(capacity * LEAD_IN_SHARE));
  }
  return NO_LEAD;
}

/** Where a table's header row ends and its body begins; undefined where it lacks either. */
export function bodyStart(table: TableBlock): number | undefined {
  return table.headerRows > 0 ? table.rows[table.headerRows]?.start : undefined;
}

function headerOf(text: string, table: TableBlock, measure: Measure, limit: number): Lead {
  const header = table.rows[0];
  const body = bodyStart(table);
  if (header === undefined || body === undefined) return NO_LEAD;
  const whole = leadSpan(text, header.start, header.end, measure);
  if (whole === undefined) return NO_LEAD;
  if (whole.cost <= limit) return { at: (start) => (start < body ? undefined : whole), cost: whole.cost };
  const columnAt = columnsOf(table);
  const byColumn = new Map<number, LeadSpan | undefined>();
  const at = (start: number) => {
    if (start < body) return undefined;
    const column = columnAt(start);
    if (!byColumn.has(column)) byColumn.set(column, headerFrom(text, header, column, measure, limit));
    return byColumn.get(column);
  };
  return { at, cost: limit };
}

/** A header row that is too long to be carried whole is carried from the column on in which the piece begins. */
function headerFrom(
  text: string,
  header: TableRow,
  column: number,
  measure: Measure,
  limit: number,
): LeadSpan | undefined {
  const first = header.cells[column];
  if (first === undefined) return undefined;
  let end = first.start;
  let cost = 0;
  for (let at = column; at < header.cells.length; at++) {
    const cellEnd = header.cells[at]?.end ?? header.end;
    cost += measure(text.slice(end, cellEnd));
    if (cost > limit) break;
    end = cellEnd;
  }
  if (end === first.start) end += shorten(text.slice(first.start, first.end), measure, limit).length;
  return leadSpan(text, first.start, end, measure);
}

function columnsOf(table: TableBlock): (offset: number) => number {
  const cells = table.rows.flatMap((row) => row.cells.map(({ start }, column) => ({ start, column })));
  const starts = cells.map((cell) => cell.start);
  return (offset) => cells[firstAbove(starts, offset) - 1]?.column ?? 0;
}

/** The paragraph before a list; of a long one the last sentence, which is where it turns to the list. */
function leadInOf(text: string, paragraph: ParagraphBlock, measure: Measure, limit: number): Lead {
  const starts = [paragraph.start, betweenSentences(text, paragraph).at(-1) ?? paragraph.start];
  for (const start of starts) {
    const lead = leadSpan(text, start, paragraph.end, measure);
    if (lead !== undefined && lead.cost <= limit) return { at: () => lead, cost: lead.cost };
  }
  return NO_LEAD;
}

function leadSpan(text: string, start: number, end: number, measure: Measure): LeadSpan | undefined {
  const span = trim(text, { start, end });
  return span && { ...span, cost: measure(text.slice(span.start, span.end)) };
}
