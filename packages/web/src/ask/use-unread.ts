import { footnote } from "../api/footnote.ts";
import { useFetched } from "../app/use-fetched.ts";

export interface Unread {
  /** Files that are answerable in a moment. */
  readonly waiting: number;
  /** Files that could not be read. */
  readonly failed: number;
}

/** How many files were not searched. It only adds to what is said: none until that is known. */
export function useUnread(): Unread {
  const documents = useFetched(footnote.status).value?.documents;
  if (documents === undefined) return { waiting: 0, failed: 0 };
  return { waiting: documents.queued, failed: documents.failed + documents.dead };
}
