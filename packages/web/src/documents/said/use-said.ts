import type { FoundPassage } from "@footnote/client";
import { useEffect, useState } from "preact/hooks";
import { footnote } from "../../api/footnote.ts";
import { type ExcerptRun, excerptOf } from "./excerpt.ts";

/** Passages that are looked at, and documents that are shown of them. */
const PASSAGES = 40;
const MOST_DOCUMENTS = 5;
const FEWEST_CHARACTERS = 3;

export interface Said {
  readonly passage: FoundPassage;
  readonly excerpt: readonly ExcerptRun[];
}

/** Of the documents that say what is looked for each one's best passage; none while it is looked up, or where it cannot be. */
export function useSaid(find: string, within: string): readonly Said[] {
  const words = find.trim();
  const [said, setSaid] = useState<readonly Said[]>([]);
  useEffect(() => {
    setSaid([]);
    if (words.length < FEWEST_CHARACTERS) return;
    const leaving = new AbortController();
    const how = { limit: PASSAGES, ...(within && { within: [within] }) };
    footnote.search(words, how, leaving.signal).then(
      (passages) => {
        if (!leaving.signal.aborted) setSaid(bestOfEach(passages, words));
      },
      // Files are found by their names all the same.
      () => {},
    );
    return () => leaving.abort();
  }, [words, within]);
  return said;
}

function bestOfEach(passages: readonly FoundPassage[], words: string): Said[] {
  const best = new Map<string, Said>();
  for (const passage of passages) {
    const excerpt = excerptOf(passage.match.text, words);
    if (excerpt !== undefined && !best.has(passage.document))
      best.set(passage.document, { passage, excerpt });
  }
  return [...best.values()].slice(0, MOST_DOCUMENTS);
}
