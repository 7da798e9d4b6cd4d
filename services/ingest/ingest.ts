import type { CanaryState, DriftReport } from "@footnote/contracts";
import { withReleasers } from "@footnote/runtime";
import { type Canary, startCanary } from "./canary.ts";
import type { IngestParts, WatchedBucket } from "./parts.ts";
import { Pipelines } from "./pipeline.ts";
import { reconcileAll } from "./reconcile.ts";
import { watchBucket } from "./watch.ts";
import { startWorker } from "./worker.ts";

const COMPARE_EVERY_MILLISECONDS = 5 * 60_000;

export interface IngestService {
  /** Something may be due: an upload was queued. */
  wake(): void;
  /** What differed at the start, once each bucket has been compared with the catalogue. Rejects where one cannot be listed. */
  readonly reconciled: Promise<DriftReport>;
  /** Compares every bucket, or these alone, with the catalogue now, and repairs what differs unless it is a dry run. */
  reconcile(dryRun: boolean, buckets?: readonly string[]): Promise<DriftReport>;
  /** By bucket; none where no bucket gets one. */
  canaries(): Map<string, CanaryState>;
  close(): Promise<void>;
}

/**
 * Watches the buckets and keeps the catalogue in line with them. Watching begins before the comparison with
 * the listing, so that nothing can change unnoticed between the two.
 */
export async function openIngest(parts: IngestParts): Promise<IngestService> {
  const { catalogue, tenant, buckets, clock, log } = parts;
  return withReleasers(async (onRelease, release) => {
    const pipelines = await Pipelines.open(parts);
    const worker = startWorker(parts, pipelines);
    onRelease(() => worker.close());
    const stopping = new AbortController();
    let overflowed = new AbortController();
    for (const { bucket } of buckets) {
      const watch = await watchBucket(bucket, parts, {
        onQueued: worker.wake,
        onOverflow: () => overflowed.abort(),
      });
      onRelease(() => watch.close());
    }

    const compare = async (dryRun: boolean, only?: readonly string[]): Promise<DriftReport> => {
      const pipelinesOf = ({ bucket }: WatchedBucket) => catalogue.bucketPipelines(tenant, bucket.name);
      const options = { dryRun, only, pipelinesOf, onQueued: worker.wake };
      const report = await reconcileAll(parts, options, stopping.signal);
      for (const { bucket, missing, changed, deleted, outdated } of report.buckets) {
        log.info(
          {
            bucket,
            missing: missing.count,
            changed: changed.count,
            deleted: deleted.count,
            outdated: outdated.count,
          },
          "A bucket was compared with the catalogue.",
        );
      }
      return report;
    };
    /** Watching can miss a change, a comparison cannot. Resolves when stopped. */
    const keepComparing = async (first: Promise<unknown>): Promise<void> => {
      for (let comparison = first; ; comparison = compare(false)) {
        await comparison.catch((error: unknown) => {
          if (!stopping.signal.aborted)
            log.error({ err: error }, "The buckets could not be compared with the catalogue.");
        });
        await clock.sleep(COMPARE_EVERY_MILLISECONDS, AbortSignal.any([stopping.signal, overflowed.signal]));
        // Before another one begins, which nobody would wait for.
        if (stopping.signal.aborted) return;
        overflowed = new AbortController();
      }
    };
    const first = compare(false);
    const comparing = keepComparing(first);
    onRelease(async () => {
      stopping.abort();
      await comparing;
    });
    const canaries = new Map<string, Canary>();
    for (const { bucket } of buckets) {
      if (parts.canary === undefined) break;
      const canary = startCanary(bucket, parts, parts.canary);
      canaries.set(bucket.name, canary);
      onRelease(() => canary.close());
    }
    return {
      wake: worker.wake,
      reconciled: first,
      reconcile: compare,
      canaries: () => new Map([...canaries].map(([bucket, canary]) => [bucket, canary.state()])),
      close: release,
    };
  });
}
