import type { UnansweredPage } from "@footnote/client";
import { useEffect, useState } from "preact/hooks";
import { footnote } from "../api/footnote.ts";
import type { Trouble } from "../api/trouble.ts";
import { troubleOf } from "../api/trouble.ts";

const PAGE = 30;

export interface ShownUnanswered {
  /** Null until it is there. */
  readonly list: UnansweredPage | null;
  readonly trouble: Trouble | null;
  showMore(): void;
  /** Takes it off the list that is shown. */
  remove(same: string): void;
  fail(error: unknown): void;
}

export function useUnanswered(): ShownUnanswered {
  const [list, setList] = useState<UnansweredPage | null>(null);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const [before, setBefore] = useState<string | undefined>(undefined);
  useEffect(() => {
    const leaving = new AbortController();
    footnote.unanswered({ before, limit: PAGE }, leaving.signal).then(
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
