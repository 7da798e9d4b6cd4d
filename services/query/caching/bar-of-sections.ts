import { type Candidate, type CandidateBar, explanationOf } from "@footnote/contracts";

/**
 * What a chunk that arrives has to reach to open one of the first `limit` sections, which are all that an answer is drawn
 * from: the score of the candidate that opens the last of them. Where there is room for more sections, any candidate would.
 *
 * @param candidates as they were fused, best first; in an order of their own the bar does not tell
 */
export function barOfSections(
  bar: CandidateBar | null,
  candidates: readonly Candidate[],
  limit: number,
): CandidateBar | null {
  if (bar === null) return null;
  const sections = new Map<string, Candidate>();
  for (const candidate of candidates) {
    const name = sectionOf(candidate);
    if (!sections.has(name)) sections.set(name, candidate);
  }
  const last = [...sections.values()][limit - 1];
  const fused = last && explanationOf("fusion", last.explanation)?.value;
  return fused === undefined ? bar : { ...bar, fused: Math.max(bar.fused, fused) };
}

export function sectionOf({ document, version, parent }: Candidate): string {
  return `${document} ${version} ${parent.start} ${parent.end}`;
}
