import { setTimeout } from "node:timers/promises";
import { withReleasers } from "@footnote/runtime";
import type { IngestParts } from "./parts.ts";
import { pipelineOf } from "./pipeline.ts";
import { reconcile } from "./reconcile.ts";
import { watchBucket } from "./watch.ts";
import { startWorker } from "./worker.ts";

const COMPARE_EVERY_MILLISECONDS = 5 * 60_000;

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
    const compare = async () => {
      for (const bucket of buckets) {
        const queued = await reconcile(catalogue, tenant, bucket, pipeline, worker.wake, stopping.signal);
        log.info({ bucket: bucket.name, queued }, "A bucket was compared with the catalogue.");
      }
    };
    const reconciled = compare();
    const reconciling = keepComparing(reconciled, compare, stopping.signal, log);
    onRelease(async () => {
      stopping.abort();
      await reconciling;
    });
    return {
      wake: worker.wake,
      reconciled,
      close: release,
    };
  });
}

/** Watching can miss a change, a comparison cannot. Resolves when stopped. */
async function keepComparing(
  first: Promise<void>,
  compare: () => Promise<void>,
  stop: AbortSignal,
  log: IngestParts["log"],
): Promise<void> {
  for (let comparison = first; ; comparison = compare()) {
    await comparison.catch((error: unknown) => {
      if (!stop.aborted) log.error({ err: error }, "The buckets could not be compared with the catalogue.");
    });
    await setTimeout(COMPARE_EVERY_MILLISECONDS, undefined, { signal: stop, ref: false }).catch(
      () => undefined,
    );
    if (stop.aborted) return;
  }
}
