import { useCallback, useState } from "preact/hooks";
import { footnote } from "../../api/footnote.ts";
import type { Trouble } from "../../api/trouble.ts";
import { troubleOf } from "../../api/trouble.ts";
import { countOf } from "../../format/quantity.ts";

export interface Replay {
  readonly busy: boolean;
  /** What came of the last one, in words. */
  readonly outcome: string | null;
  readonly trouble: Trouble | null;
  run(which: readonly string[] | "all"): Promise<void>;
}

/** Has failed documents read once more, on somebody's word; `onQueued` when they are in line. */
export function useReplay(onQueued: () => void): Replay {
  const [busy, setBusy] = useState(false);
  const [outcome, setOutcome] = useState<string | null>(null);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const run = useCallback(
    async (which: readonly string[] | "all") => {
      setBusy(true);
      setOutcome(null);
      setTrouble(null);
      try {
        const queued = await footnote.replay(which);
        setOutcome(
          queued === 0
            ? "Nothing had to be tried again: it is being read already, or was."
            : `${countOf(queued, "document")} ${queued === 1 ? "is" : "are"} read once more.`,
        );
        onQueued();
      } catch (error) {
        setTrouble(troubleOf(error));
      } finally {
        setBusy(false);
      }
    },
    [onQueued],
  );
  return { busy, outcome, trouble, run };
}
