import type { Block, Span } from "@footnote/contracts";

/** Longer than this is only a segment that nothing divides: one row of a table, one item of a list. */
export const LONGEST_WHOLE_SEGMENT = 24_000;
const PIECE_CHARACTERS = 8_000;

export interface SegmentPart {
  /** Where it begins in the whole text. */
  readonly start: number;
  readonly text: string;
  readonly blocks: readonly Block[];
}

/**
 * What a window shows of a segment: the whole of it, or of one that is too long the pieces that the window touches, each as
 * a paragraph. Pieces begin at the same places for every window, so that neighbouring windows can be put together.
 */
export function piecesOf(segment: SegmentPart, window: Span): SegmentPart[] {
  const { start, text } = segment;
  if (text.length <= LONGEST_WHOLE_SEGMENT) return [segment];
  const pieces: SegmentPart[] = [];
  for (let at = 0; at < text.length; at += PIECE_CHARACTERS) {
    const from = boundary(text, at);
    const to = boundary(text, at + PIECE_CHARACTERS);
    if (start + to <= window.start || start + from >= window.end) continue;
    const block: Block = { kind: "paragraph", start: start + from, end: start + to };
    pieces.push({ start: start + from, text: text.slice(from, to), blocks: [block] });
  }
  return pieces;
}

/** Never between the halves of a surrogate pair. */
function boundary(text: string, at: number): number {
  const unit = text.charCodeAt(at);
  return unit >= 0xdc00 && unit <= 0xdfff ? at - 1 : Math.min(at, text.length);
}
