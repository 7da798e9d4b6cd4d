import { useEffect, useState } from "preact/hooks";
import { fetchUnanswered, type UnansweredList } from "../api/questions.ts";
import type { Trouble } from "../api/trouble.ts";
import { troubleOf } from "../api/trouble.ts";

export interface ShownUnanswered {
  /** Null until it is there. */
  readonly list: UnansweredList | null;
  readonly trouble: Trouble | null;
  showMore(): void;
  /** Takes it off the list that is shown. */
  remove(same: string): void;
  fail(error: unknown): void;
}

export function useUnanswered(): ShownUnanswered {
  const [list, setList] = useState<UnansweredList | null>(null);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const [before, setBefore] = useState<string | undefined>(undefined);
  useEffect(() => {
    const leaving = new AbortController();
    fetchUnanswered(before, leaving.signal).then(
      (page) => {
        setTrouble(null);
        setList((shown) => ({ ...page, questions: [...(shown?.questions ?? []), ...page.questions] }));
      },
      (error) => {
        if (!leaving.signal.aborted) setTrouble(troubleOf(error));
      },
    );
    return () => leaving.abort();
  }, [before]);
  return {
    list,
    trouble,
    showMore: () => setBefore(list?.next ?? undefined),
    remove: (same) =>
      setList(
        (shown) =>
          shown && { ...shown, questions: shown.questions.filter((question) => question.same !== same) },
      ),
    fail: (error) => setTrouble(troubleOf(error)),
  };
}
