import type { Answer, Citation } from "@footnote/contracts";

export type GivenAnswer = Pick<Answer, "status" | "citations">;

/**
 * Whether each of two questions is told what the other one is: all that the one answer cites overlaps what the other one cites, and
 * the other way round, and both say the same of how sure that is. Undefined where both are told nothing, which says nothing.
 */
export function isSameAnswer(one: GivenAnswer, other: GivenAnswer): boolean | undefined {
  if (one.citations.length === 0 && other.citations.length === 0) return undefined;
  return (
    one.status === other.status &&
    covers(one.citations, other.citations) &&
    covers(other.citations, one.citations)
  );
}

function covers(citations: readonly Citation[], others: readonly Citation[]): boolean {
  return others.every((other) => citations.some((citation) => overlap(citation, other)));
}

function overlap(one: Citation, other: Citation): boolean {
  return (
    one.document === other.document &&
    one.version === other.version &&
    one.start < other.end &&
    other.start < one.end
  );
}
