import { type Block, type Span, withOwnMarks } from "@footnote/contracts";

/** The blocks, or what of them lies inside the span: whole items of a list and whole rows of a table. */
export function clip(blocks: readonly Block[], span: Span): Block[] {
  return blocks.flatMap((block) => {
    if (block.start >= span.start && block.end <= span.end) return [block];
    switch (block.kind) {
      case "list":
        return around(inside(block.items, span), (items) => ({ ...block, items })).map(withOwnMarks);
      case "table": {
        const headerRows = inside(block.rows.slice(0, block.headerRows), span).length;
        return around(inside(block.rows, span), (rows) => ({ ...block, rows, headerRows })).map(withOwnMarks);
      }
      default: {
        const start = Math.max(block.start, span.start);
        const end = Math.min(block.end, span.end);
        return start < end ? [withOwnMarks({ ...block, start, end })] : [];
      }
    }
  });
}

function inside<Part extends Span>(parts: readonly Part[], { start, end }: Span): Part[] {
  return parts.filter((part) => part.start >= start && part.end <= end);
}

function around<Part extends Span>(
  parts: readonly Part[],
  clipped: (parts: readonly Part[]) => Block,
): Block[] {
  const [first] = parts;
  const last = parts.at(-1);
  return first && last ? [{ ...clipped(parts), start: first.start, end: last.end }] : [];
}
