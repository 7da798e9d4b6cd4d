import type { Candidate, Place } from "@footnote/contracts";

/**
 * The same text in another document, or at another place of the same one, adds nothing for a reader but where it
 * stands: the best one stays, with the places of all, its own and as many others as there is room for.
 */
export function withoutRepeats(candidates: readonly Candidate[], mostPlaces: number): Candidate[] {
  const byText = new Map<string, Candidate>();
  for (const candidate of candidates) {
    const text = candidate.text.replaceAll(/\s+/g, " ").trim();
    const first = byText.get(text);
    byText.set(
      text,
      first === undefined ? candidate : { ...first, places: joinPlaces(first.places, candidate.places) },
    );
  }
  return [...byText.values()].map((candidate) => ({ ...candidate, places: few(candidate, mostPlaces) }));
}

function few({ document, places }: Candidate, most: number): Place[] {
  const all = joinPlaces(places);
  const others = all.filter((place) => place.document !== document).slice(0, most - 1);
  return joinPlaces(
    all.filter((place) => place.document === document),
    others,
  );
}

/** Each document once, by bucket and key. */
function joinPlaces(...lists: readonly (readonly Place[])[]): Place[] {
  const byDocument = new Map(lists.flat().map((place) => [place.document, place]));
  return [...byDocument.values()].sort(
    (one, other) => compare(one.bucket, other.bucket) || compare(one.key, other.key),
  );
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

/** The candidates of each section, best first, as their best ones stand: neighbours add nothing once a section is shown. */
export function bySection(candidates: readonly Candidate[]): (readonly [Candidate, ...Candidate[]])[] {
  const groups = Map.groupBy(
    candidates,
    ({ document, version, parent }) => `${document} ${version} ${parent.start} ${parent.end}`,
  );
  return [...groups.values()] as [Candidate, ...Candidate[]][];
}
