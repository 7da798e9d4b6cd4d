import { withReleasers } from "@footnote/runtime";
import type { IngestParts } from "./parts.ts";
import { pipelineOf } from "./pipeline.ts";
import { reconcile } from "./reconcile.ts";
import { watchBucket } from "./watch.ts";
import { startWorker } from "./worker.ts";

export interface IngestService {
  /** Something may be due: an upload was queued. */
  wake(): void;
  /** Resolves when each bucket has been compared with the catalogue once. Rejects where one cannot be listed. */
  readonly reconciled: Promise<void>;
  close(): Promise<void>;
}

/**
 * Watches the buckets and keeps the catalogue in line with them. Watching begins before the comparison with
 * the listing, so that nothing can change unnoticed between the two.
 */
export async function openIngest(parts: IngestParts): Promise<IngestService> {
  const { catalogue, tenant, buckets, log } = parts;
  const pipeline = pipelineOf(parts);
  return withReleasers(async (onRelease, release) => {
    const worker = startWorker(parts, pipeline);
    onRelease(() => worker.close());
    const stopping = new AbortController();
    for (const bucket of buckets) {
      const watch = await watchBucket(bucket, catalogue, tenant, worker.wake, log);
      onRelease(() => watch.close());
    }
    const reconciled = (async () => {
      for (const bucket of buckets) {
        const queued = await reconcile(catalogue, tenant, bucket, pipeline, worker.wake, stopping.signal);
        log.info({ bucket: bucket.name, queued }, "A bucket was compared with the catalogue.");
      }
    })();
    reconciled.catch((error: unknown) => {
      if (!stopping.signal.aborted)
        log.error({ err: error }, "A bucket could not be compared with the catalogue.");
    });
    onRelease(async () => {
      stopping.abort();
      await reconciled.catch(() => undefined);
    });
    return {
      wake: worker.wake,
      reconciled,
      close: release,
    };
  });
}
