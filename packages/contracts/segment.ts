import type { Block, ParsedDocument, Span, TableRow } from "./block.ts";
import { withOwnMarks } from "./inline-marks.ts";

/** About two screens of text: a passage spans one or two segments. */
const SEGMENT_CHARACTERS = 8_000;

/** A piece of a version's text that begins and ends between its blocks. All of them together are its text. */
export interface Segment extends Span {
  readonly text: string;
  /**
   * A `Block[]` as JSON. A long table is millions of spans, which as objects would take the thread that serves seconds to
   * hand on; it never looks at them.
   */
  readonly blocks: string;
}

/** Cuts a document between its blocks. */
export function segmentsOf(version: Pick<ParsedDocument, "text" | "blocks">): Segment[] {
  const result: Segment[] = [];
  let start = 0;
  let blocks: Block[] = [];
  const close = (end: number) => {
    if (end > start)
      result.push({ start, end, text: version.text.slice(start, end), blocks: JSON.stringify(blocks) });
    start = end;
    blocks = [];
  };
  for (const block of version.blocks.flatMap((whole) => pieces(whole, version.text).map(withOwnMarks))) {
    if (blocks.length > 0 && block.end - start > SEGMENT_CHARACTERS) close(block.start);
    blocks.push(block);
  }
  close(version.text.length);
  return result;
}

/** What stands in the span of the text that the segments are. */
export function textIn(segments: readonly Segment[], { start, end }: Span): string {
  let low = 0;
  let high = segments.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((segments[middle] as Segment).end > start) high = middle;
    else low = middle + 1;
  }
  let text = "";
  for (let at = low; at < segments.length; at++) {
    const segment = segments[at] as Segment;
    if (segment.start >= end) break;
    text += segment.text.slice(Math.max(0, start - segment.start), end - segment.start);
  }
  return text;
}

/** A block longer than a segment, cut between its rows, items or lines: a table of 100,000 rows is one block. */
function pieces(block: Block, text: string): Block[] {
  if (block.end - block.start <= SEGMENT_CHARACTERS) return [block];
  switch (block.kind) {
    case "table":
      return groups(block.rows.flatMap((row) => shortRows(row, text))).map((rows, index) => ({
        ...block,
        ...around(rows),
        rows,
        headerRows: index === 0 ? block.headerRows : 0,
      }));
    case "list":
      return groups(
        block.items.flatMap((item) => shortSpans(item, text).map((span) => ({ ...item, ...span }))),
      ).map((items) => ({ ...block, ...around(items), items }));
    default:
      return groups(lines(block, text)).map((parts) => ({ ...block, ...around(parts) }));
  }
}

/** A row longer than a segment is shown as several, cut between its cells, or in one that is longer itself. */
function shortRows(row: TableRow, text: string): TableRow[] {
  if (row.end - row.start <= SEGMENT_CHARACTERS) return [row];
  return groups(row.cells.flatMap((cell) => shortSpans(cell, text))).map((cells) => ({
    ...around(cells),
    cells,
  }));
}

function shortSpans(span: Span, text: string): Span[] {
  return span.end - span.start <= SEGMENT_CHARACTERS
    ? [{ start: span.start, end: span.end }]
    : lines(span, text);
}

function groups<Part extends Span>(parts: readonly Part[]): Part[][] {
  const result: Part[][] = [];
  let group: Part[] = [];
  for (const part of parts) {
    const first = group[0];
    if (first !== undefined && part.end - first.start > SEGMENT_CHARACTERS) {
      result.push(group);
      group = [];
    }
    group.push(part);
  }
  if (group.length > 0) result.push(group);
  return result;
}

function around(parts: readonly Span[]): Span {
  return { start: parts[0]?.start ?? 0, end: parts.at(-1)?.end ?? 0 };
}

/** Lines, or pieces of a segment's length where a single line is longer than that. */
function lines(block: Span, text: string): Span[] {
  const result: Span[] = [];
  let start = block.start;
  while (start < block.end) {
    const feed = text.indexOf("\n", start);
    const lineEnd = feed === -1 || feed >= block.end ? block.end : feed + 1;
    let end = Math.min(lineEnd, start + SEGMENT_CHARACTERS);
    // Never between the halves of a surrogate pair: neither half can be stored alone.
    if (end < block.end && isLowSurrogate(text.charCodeAt(end))) end -= 1;
    result.push({ start, end });
    start = end;
  }
  return result;
}

function isLowSurrogate(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff;
}
