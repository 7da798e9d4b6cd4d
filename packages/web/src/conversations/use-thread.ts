import type { Thread } from "@footnote/client";
import { useCallback } from "preact/hooks";
import { useFetched } from "../app/use-fetched.ts";

/** The questions behind an id, once they are there. */
export function useThread(id: string, fetchThread: (id: string, signal: AbortSignal) => Promise<Thread>) {
  const fetchIt = useCallback((signal: AbortSignal) => fetchThread(id, signal), [id, fetchThread]);
  const { value: thread, trouble } = useFetched(fetchIt);
  return { thread, trouble };
}
