import type { Span } from "@footnote/contracts";

export interface Piece extends Span {
  readonly marked: boolean;
}

/** Cuts a range where the mark begins and ends: at most three pieces, none of them empty, that add up to it. */
export function cutAtMark(range: Span, mark: Span | undefined): Piece[] {
  const from = mark ? clamp(mark.start, range) : range.end;
  const to = mark ? clamp(mark.end, range) : range.end;
  const pieces = [
    { start: range.start, end: from, marked: false },
    { start: from, end: to, marked: true },
    { start: to, end: range.end, marked: false },
  ];
  return pieces.filter((piece) => piece.start < piece.end);
}

export function touches(range: Span, mark: Span | undefined): boolean {
  return mark !== undefined && Math.max(mark.start, range.start) < Math.min(mark.end, range.end);
}

export function holds(mark: Span, range: Span): boolean {
  return mark.start <= range.start && range.end <= mark.end;
}

function clamp(position: number, range: Span): number {
  return Math.min(Math.max(position, range.start), range.end);
}
