import type { Candidate } from "@footnote/contracts";

/** One result per passage: the same text in another document, or at another place, adds nothing for a reader. */
export function withoutRepeats(candidates: readonly Candidate[]): Candidate[] {
  const seen = new Set<string>();
  return candidates.filter((candidate) => {
    const text = candidate.text.replaceAll(/\s+/g, " ").trim();
    if (seen.has(text)) return false;
    seen.add(text);
    return true;
  });
}
