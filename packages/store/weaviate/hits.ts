import type { ChunkHit } from "@footnote/contracts";

/** Identical documents fill a list with the same passage: it is asked for four times as many, up to this. */
const MOST_FETCHED = 6_400;

/**
 * Best first, of identical passages one. Asks for more, by four times as many, until there are enough or no more.
 *
 * @param fetch gives hits by score, as many of a leg as asked for, and how many Weaviate gave
 */
export async function distinctHits<Hit extends ChunkHit & { readonly ordinal: number }>(
  limit: number,
  fetch: (most: number) => Promise<{ readonly hits: Hit[]; readonly given: number }>,
): Promise<Hit[]> {
  for (let fetched = limit; ; fetched *= 4) {
    const { hits, given } = await fetch(fetched);
    const seen = new Set<string>();
    const best = hits
      // Equal scores in the order of the identifier: Weaviate gives them in any.
      .toSorted((one, other) => other.score - one.score || (one.chunk < other.chunk ? -1 : 1))
      .filter(({ version, ordinal }) => {
        const passage = `${version}/${ordinal}`;
        return !seen.has(passage) && seen.add(passage);
      });
    if (best.length >= limit || given < fetched || fetched * 4 > MOST_FETCHED) return best.slice(0, limit);
  }
}
