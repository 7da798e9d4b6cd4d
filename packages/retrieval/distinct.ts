import type { Candidate } from "@footnote/contracts";

/** The same text in another document, or at another place, adds nothing for a reader. */
export function withoutRepeats(candidates: readonly Candidate[]): Candidate[] {
  const seen = new Set<string>();
  return candidates.filter((candidate) => {
    const text = candidate.text.replaceAll(/\s+/g, " ").trim();
    if (seen.has(text)) return false;
    seen.add(text);
    return true;
  });
}

/** The best candidate of each section: neighbours that were found too add nothing once the section is shown. */
export function onePerSection(candidates: readonly Candidate[]): Candidate[] {
  const seen = new Set<string>();
  return candidates.filter(({ document, version, parent }) => {
    const section = `${document} ${version} ${parent.start} ${parent.end}`;
    if (seen.has(section)) return false;
    seen.add(section);
    return true;
  });
}
