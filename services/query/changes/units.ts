import type { Block, BlockKind, DocumentText } from "@footnote/contracts";

/** The smallest part of a document that is compared: a heading, a paragraph, an item of a list, a row of a table, a line of code. */
export interface Unit {
  readonly kind: BlockKind;
  readonly text: string;
  /** Titles above it. */
  readonly path: readonly string[];
}

/** In reading order. */
export function unitsOf({ text, offset, blocks }: Pick<DocumentText, "text" | "offset" | "blocks">): Unit[] {
  const headings: string[] = [];
  const slice = ({ start, end }: { start: number; end: number }) => text.slice(start - offset, end - offset);
  return blocks.flatMap((block): Unit[] => {
    if (block.kind === "heading") {
      headings.length = Math.min(headings.length, block.level - 1);
      const path = headings.filter((heading) => heading !== undefined);
      headings[block.level - 1] = slice(block);
      return [{ kind: block.kind, text: slice(block), path }];
    }
    const path = headings.filter((heading) => heading !== undefined);
    return partsOf(block).map((part) => ({ kind: block.kind, text: slice(part), path }));
  });
}

function partsOf(block: Exclude<Block, { kind: "heading" }>) {
  switch (block.kind) {
    case "list":
      return block.items;
    case "table":
      return block.rows;
    default:
      return [block];
  }
}
