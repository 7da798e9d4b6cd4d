import type { AnswerPassage, Candidate, PassageStore, Reader } from "@footnote/contracts";

/** Adds the parent section around each candidate. A candidate that the reader may no longer read is left out. */
export async function expand(
  store: PassageStore,
  reader: Reader,
  candidates: readonly Candidate[],
  signal?: AbortSignal,
): Promise<AnswerPassage[]> {
  signal?.throwIfAborted();
  const parents = await store.texts(
    reader,
    candidates.map(({ document, version, parent }) => ({ document, version, ...parent })),
  );
  return candidates.flatMap((candidate, index) => {
    const parentText = parents[index];
    return parentText === undefined ? [] : [{ candidate, parentText }];
  });
}
