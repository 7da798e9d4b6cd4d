import type { Status } from "@footnote/contracts";
import type { Embedded } from "./embedded.ts";

/** Each time costs the database some milliseconds that ingestion could use. */
const POLL_MILLISECONDS = 500;

/** Asks for the status until nothing is queued: every document is live, dead, or waiting to be tried again. */
export async function settled(
  status: () => Promise<Status>,
  onProgress: (status: Status) => void,
): Promise<Status> {
  for (;;) {
    const now = await status();
    onProgress(now);
    if (now.documents.queued === 0) return now;
    await new Promise((resolve) => setTimeout(resolve, POLL_MILLISECONDS));
  }
}

export function statusOf(footnote: Embedded): () => Promise<Status> {
  return () => footnote.store.passages.status(footnote.reader);
}
