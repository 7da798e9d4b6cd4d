import {
  type BucketPresence,
  type CanaryState,
  type DriftReport,
  FootnoteError,
  isCanaryBucket,
  type NewsState,
} from "@footnote/contracts";
import { withReleasers } from "@footnote/runtime";
import { type AttendedBucket, attendBucket } from "./attend.ts";
import { type Canary, removeLeftCanary, startCanary } from "./canary.ts";
import type { IngestParts, WatchedBucket } from "./parts.ts";
import { Pipelines } from "./pipeline.ts";
import { reconcileAll } from "./reconcile.ts";
import { startWorker } from "./worker.ts";

const COMPARE_EVERY_MILLISECONDS = 5 * 60_000;

/** What a person has said of everything that is gone. */
const CONFIRMED = { usual: Number.POSITIVE_INFINITY, judge: () => Promise.resolve(true) };

export interface IngestService {
  /** Something may be due: an upload was queued. */
  wake(): void;
  /** What differed at the start, once each bucket has been compared with the catalogue. Rejects where one cannot be listed. */
  readonly reconciled: Promise<DriftReport>;
  /** Compares every bucket that is there, or these alone, with the catalogue now, and repairs unless it is a dry run. */
  reconcile(dryRun: boolean, buckets?: readonly string[]): Promise<DriftReport>;
  /** By bucket: whether it is there, and whether something in it waits for a person. */
  presences(): Map<string, BucketPresence>;
  /**
   * A person says that what lies in a bucket's place now is the bucket: what is gone from it is withdrawn.
   * @throws FootnoteError bucket_absent, not_found
   */
  confirm(bucket: string): Promise<DriftReport>;
  /** By bucket: whether the news of it arrive; none where they travel no way that could break. */
  news(): Map<string, NewsState>;
  /** What proves each bucket's freshness, by bucket; none where there is no canary. */
  canaries(): Map<string, CanaryState>;
  close(): Promise<void>;
}

/**
 * Watches the buckets and keeps the catalogue in line with them. Watching begins before the comparison with
 * the listing, so that nothing can change unnoticed between the two.
 */
export async function openIngest(parts: IngestParts): Promise<IngestService> {
  const { catalogue, tenant, buckets, clock, log } = parts;
  /** Of people's: a canary's own bucket is watched like any other, and told of to nobody. */
  const names = buckets.map(({ bucket }) => bucket.name).filter((name) => !isCanaryBucket(name));
  return withReleasers(async (onRelease, release) => {
    const pipelines = await Pipelines.open(parts);
    const stopping = new AbortController();
    let compareNow = new AbortController();
    let onQueued = (): void => undefined;
    const attended = new Map<string, AttendedBucket>();
    for (const watched of buckets) {
      const { bucket } = watched;
      const events = { onQueued: () => onQueued(), onCompare: () => compareNow.abort() };
      const one = await attendBucket(watched, parts, events);
      attended.set(bucket.name, one);
      onRelease(() => one.close());
    }
    const worker = startWorker(parts, pipelines, attended);
    onQueued = worker.wake;
    onRelease(() => worker.close());

    const deletionsOf = (name: string) => attendedIn(attended, name).deletions;
    const compare = async (
      judges: Parameters<typeof reconcileAll>[1]["deletionsOf"],
      asked: readonly string[],
    ): Promise<DriftReport> => {
      // All of people's are all there is to compare.
      const compared = names.every((name) => asked.includes(name)) ? [...attended.keys()] : asked;
      const options = {
        deletionsOf: judges,
        only: compared.filter((name) => attended.get(name)?.isThere()),
        pipelinesOf: ({ bucket }: WatchedBucket) => catalogue.bucketPipelines(tenant, bucket.name),
        onQueued,
      };
      const report = await reconcileAll(parts, options, stopping.signal);
      const peoples = report.buckets.filter(({ bucket }) => !isCanaryBucket(bucket));
      for (const { bucket, missing, changed, deleted, outdated } of peoples) {
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
      return { ...report, buckets: peoples };
    };
    const compareAll = () => compare(deletionsOf, names);
    /** Watching can miss a change, a comparison cannot. Resolves when stopped. */
    const keepComparing = async (first: Promise<unknown>): Promise<void> => {
      for (let comparison = first; ; comparison = compareAll()) {
        await comparison.catch((error: unknown) => {
          if (!stopping.signal.aborted)
            log.error({ err: error }, "The buckets could not be compared with the catalogue.");
        });
        const due = [...attended.values()].map(({ deletions }) => deletions.dueMilliseconds ?? Infinity);
        const pause = Math.min(COMPARE_EVERY_MILLISECONDS, ...due);
        await clock.sleep(pause, AbortSignal.any([stopping.signal, compareNow.signal]));
        // Before another one begins, which nobody would wait for.
        if (stopping.signal.aborted) return;
        compareNow = new AbortController();
      }
    };
    const first = compareAll();
    const comparing = keepComparing(first);
    onRelease(async () => {
      stopping.abort();
      await comparing;
    });
    const canaries = new Map<string, Canary>();
    for (const { bucket } of buckets) {
      if (parts.canary === undefined) break;
      if (!parts.canary.inBuckets && !isCanaryBucket(bucket.name)) {
        // Best effort: it may be absent, or not be written to.
        void removeLeftCanary(bucket).catch(() => undefined);
        continue;
      }
      const canary = startCanary(bucket, parts, parts.canary);
      canaries.set(bucket.name, canary);
      onRelease(() => canary.close());
    }
    const [own] = [...canaries].filter(([name]) => isCanaryBucket(name)).map(([, canary]) => canary);
    // First of all: the worker may take longer to end than anybody waits for, and what is seen then cannot be queued any more.
    onRelease(async () => {
      await Promise.all([...attended.values()].map((one) => one.close()));
    });
    return {
      wake: worker.wake,
      reconciled: first,
      reconcile: (dryRun, asked = names) => compare(dryRun ? undefined : deletionsOf, asked),
      presences: () => new Map(names.map((name) => [name, attendedIn(attended, name).presence()])),
      news: () =>
        new Map(
          buckets.flatMap(({ bucket, changes }) =>
            changes.news === undefined ? [] : [[bucket.name, changes.news()] as const],
          ),
        ),
      async confirm(bucket) {
        const one = attendedIn(attended, bucket);
        await one.confirm();
        const report = await compare(() => CONFIRMED, [bucket]);
        one.deletions.confirm();
        return report;
      },
      canaries: () =>
        new Map(
          names.flatMap((name) => {
            const canary = own ?? canaries.get(name);
            return canary === undefined ? [] : [[name, canary.state()] as const];
          }),
        ),
      close: release,
    };
  });
}

function attendedIn(attended: ReadonlyMap<string, AttendedBucket>, bucket: string): AttendedBucket {
  const found = attended.get(bucket);
  if (found !== undefined) return found;
  throw new FootnoteError("not_found", `There is no bucket named ${bucket}.`, {
    action: `Use one of: ${[...attended.keys()].join(", ")}.`,
  });
}
