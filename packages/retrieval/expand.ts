import {
  type AnswerPassage,
  type Candidate,
  explanationOf,
  type PassageReader,
  type Reader,
} from "@footnote/contracts";
import { bySection } from "./distinct.ts";

/**
 * The sections in which candidates were found, at most `limit`, best first, each with all that was found in it. One that
 * the reader may no longer read is left out.
 */
export async function expand(
  store: PassageReader,
  reader: Reader,
  candidates: readonly Candidate[],
  limit: number,
  signal?: AbortSignal,
): Promise<AnswerPassage[]> {
  signal?.throwIfAborted();
  const groups = bySection(candidates).slice(0, limit);
  const sections = await store.sections(
    reader,
    groups.map(([{ document, version, parent }]) => ({ document, version, ...parent })),
  );
  return groups.flatMap((group, index) => {
    const section = sections[index];
    const [candidate] = group;
    if (section === undefined) return [];
    return [
      {
        candidate,
        section,
        found: group.map(({ start, end, explanation }) => ({
          start,
          end,
          score: explanationOf("fusion", explanation)?.value ?? 0,
        })),
      },
    ];
  });
}
