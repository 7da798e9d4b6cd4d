import type { Block } from "./block.ts";

/** A block that was cut out of another with those of its marks that lie in it, cut at its ends. */
export function withOwnMarks({ marks, ...block }: Block): Block {
  const own = marks?.flatMap((mark) => {
    const cut = { start: Math.max(mark.start, block.start), end: Math.min(mark.end, block.end) };
    return cut.start < cut.end ? [{ ...mark, ...cut }] : [];
  });
  return own === undefined || own.length === 0 ? block : { ...block, marks: own };
}
