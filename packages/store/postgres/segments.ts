import type { Block, NewVersion, Span } from "@footnote/contracts";

/** About two screens of text: a passage spans one or two segments. */
const SEGMENT_CHARACTERS = 8_000;

export interface Segment extends Span {
  readonly text: string;
  readonly blocks: readonly Block[];
}

/** Cuts a version between its blocks into segments that together are its text. */
export function segments(version: Pick<NewVersion, "text" | "blocks">): Segment[] {
  const result: Segment[] = [];
  let start = 0;
  let blocks: Block[] = [];
  const close = (end: number) => {
    if (end > start) result.push({ start, end, text: version.text.slice(start, end), blocks });
    start = end;
    blocks = [];
  };
  for (const block of version.blocks.flatMap((whole) => pieces(whole, version.text))) {
    if (blocks.length > 0 && block.end - start > SEGMENT_CHARACTERS) close(block.start);
    blocks.push(block);
  }
  close(version.text.length);
  return result;
}

/** A block longer than a segment, cut between its rows, items or lines: a table of 100,000 rows is one block. */
function pieces(block: Block, text: string): Block[] {
  if (block.end - block.start <= SEGMENT_CHARACTERS) return [block];
  switch (block.kind) {
    case "table":
      return groups(block.rows).map((rows, index) => ({
        ...block,
        ...around(rows),
        rows,
        headerRows: index === 0 ? block.headerRows : 0,
      }));
    case "list":
      return groups(block.items).map((items) => ({ ...block, ...around(items), items }));
    default:
      return groups(lines(block, text)).map((parts) => ({ ...block, ...around(parts) }));
  }
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
function lines(block: Block, text: string): Span[] {
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
