import type { Candidate, ChunkHit, DocumentVersion, SearchResult } from "@footnote/contracts";

interface Leg {
  readonly hits: readonly ChunkHit[];
}

/** What a result rests on: see `SearchResult.read`. */
export function readOf(
  lexical: readonly Leg[],
  dense: readonly (Leg & { readonly model: string })[],
  candidates: readonly Candidate[],
  depth: number,
): Omit<SearchResult["read"], "lists" | "bar" | "isWhole"> {
  const found: DocumentVersion[] = [...lexical, ...dense].flatMap(({ hits }) => hits);
  const shown = candidates.flatMap(({ places, version }) =>
    places.map(({ document }) => ({ document, version })),
  );
  const versions = new Map(
    [...found, ...shown].map(({ document, version }) => [`${document} ${version}`, { document, version }]),
  );
  const floorOf = ({ hits }: Leg) => (hits.length < depth ? null : (hits.at(-1)?.score ?? null));
  return {
    versions: [...versions.values()],
    models: dense.map(({ model }) => model),
    floors: Object.fromEntries([
      ...lexical.map((leg) => ["lexical", floorOf(leg)]),
      ...dense.map((leg) => [leg.model, floorOf(leg)]),
    ]),
  };
}
