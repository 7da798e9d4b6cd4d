import type { DocumentHistory } from "@footnote/contracts";
import { useCallback } from "preact/hooks";
import { footnote } from "../api/footnote.ts";
import type { Trouble } from "../api/trouble.ts";
import { useKeptUp } from "../app/use-kept-up.ts";

export interface ShownHistory {
  /** Null until it is there. */
  readonly history: DocumentHistory | null;
  readonly trouble: Trouble | null;
  refresh(): void;
}

const isUnsettled = ({ state }: DocumentHistory) => state === "queued" || state === "failed";

/** What happened to a document, kept up to date while something still happens to it. */
export function useHistory(document: string): ShownHistory {
  const fetchIt = useCallback((signal: AbortSignal) => footnote.history(document, signal), [document]);
  const { value, trouble, refresh } = useKeptUp(fetchIt, isUnsettled);
  return { history: value?.document === document ? value : null, trouble, refresh };
}
