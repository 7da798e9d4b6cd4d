import type { Span } from "@footnote/contracts";

/** Cuts a range wherever one of the spans begins or ends: pieces that are not empty and add up to it. */
export function cutAt(range: Span, spans: readonly Span[]): Span[] {
  const edges = spans
    .flatMap(({ start, end }) => [start, end])
    .filter((at) => at > range.start && at < range.end);
  const cuts = [range.start, ...new Set(edges.sort((a, b) => a - b)), range.end];
  return cuts.slice(1).flatMap((end, at) => {
    const start = cuts[at] as number;
    return start < end ? [{ start, end }] : [];
  });
}

export function touches(range: Span, mark: Span | undefined): boolean {
  return mark !== undefined && Math.max(mark.start, range.start) < Math.min(mark.end, range.end);
}

export function holds(mark: Span, range: Span): boolean {
  return mark.start <= range.start && range.end <= mark.end;
}
