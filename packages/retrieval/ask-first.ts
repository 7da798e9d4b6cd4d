import { type AsOf, type ChunkIndex, FootnoteError } from "@footnote/contracts";

/** Asks the first index that can answer it; where that one cannot be asked now, the next. */
export async function askFirst<Found>(
  indexes: readonly ChunkIndex[],
  asOf: AsOf,
  ask: (index: ChunkIndex) => Promise<Found>,
): Promise<Found> {
  const able = indexes.filter(({ capabilities }) => asOf === undefined || capabilities.asOf);
  const last = able.at(-1);
  if (last === undefined) throw new Error("There is no index that knows what was.");
  for (const index of able.slice(0, -1)) {
    try {
      return await ask(index);
    } catch (error) {
      if (!(error instanceof FootnoteError && error.code === "unavailable")) throw error;
    }
  }
  return ask(last);
}
