import type { BucketPresence, Status } from "@footnote/contracts";
import type { Embedded } from "./embedded.ts";

/** Each time costs the database some milliseconds that ingestion could use: at most a tenth of its time. */
const POLL_MILLISECONDS = 500;
const LONGEST_SHARE = 0.1;
/** What is queued of a bucket that is not there, or is another process's, waits for it, and nobody else has to. */
const UNMOVED_MILLISECONDS = 10_000;

interface WatchedStatus extends Status {
  readonly buckets?: readonly { readonly presence: BucketPresence | null }[];
}

/**
 * Asks for the status until nothing is queued: every document is live, dead, or waiting to be tried again.
 * @param isShared whether some of it may be queued for other processes
 */
export async function settled(
  status: () => Promise<WatchedStatus>,
  onProgress: (status: Status) => void,
  isShared = false,
): Promise<Status> {
  let queued = Number.NaN;
  let movedAt = performance.now();
  for (;;) {
    const askedAt = performance.now();
    const now = await status();
    const took = performance.now() - askedAt;
    onProgress(now);
    if (now.documents.queued === 0) return now;
    if (now.documents.queued !== queued) movedAt = performance.now();
    queued = now.documents.queued;
    const isAbsent = now.buckets?.some(({ presence }) => presence !== null && presence.state !== "there");
    if ((isAbsent || isShared) && performance.now() - movedAt >= UNMOVED_MILLISECONDS) return now;
    const pause = Math.max(POLL_MILLISECONDS, took / LONGEST_SHARE - took);
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
}

export function statusOf(footnote: Embedded): () => Promise<WatchedStatus> {
  return async () => {
    const response = await footnote.fetch(new Request("http://localhost/api/status"));
    return (await response.json()) as WatchedStatus;
  };
}
