import {
  type Bucket,
  type BucketDrift,
  type BucketObject,
  type BucketPipelines,
  CANARY_KEY,
  type Drift,
  type DriftReport,
  type KnownObject,
} from "@footnote/contracts";
import { driftOf, isWorthAnotherTry } from "./drift.ts";
import type { IngestParts, WatchedBucket } from "./parts.ts";
import { isGone } from "./watch.ts";

const PAGE = 500;
/** Of each kind of drift so many keys are named; all are counted. */
const MOST_NAMED = 100;

/**
 * Compares a bucket's listing with the catalogue. What differs is queued behind what changes meanwhile, and so is what
 * was given up for a cause that may have passed; what is gone is taken out of every read at once. Events only make
 * ingestion fast; this makes it right.
 */
export async function reconcile(
  bucket: Bucket,
  parts: Pick<IngestParts, "catalogue" | "tenant" | "clock">,
  options: { readonly dryRun: boolean; readonly pipelines: BucketPipelines; onQueued(): void },
  signal: AbortSignal,
): Promise<BucketDrift> {
  const { catalogue, tenant, clock } = parts;
  const { pipelines } = options;
  const drift = {
    missing: new Found(),
    changed: new Found(),
    deleted: new Found(),
    outdated: new Found(),
  };

  for await (const objects of pages(bucket.list(signal))) {
    const keys = objects.map((object) => object.key);
    const known = new Map(
      (await catalogue.known(tenant, bucket.name, keys)).map((object) => [object.key, object]),
    );
    const differing = { backfill: [] as string[], staging: [] as string[] };
    for (const { key, etag } of objects) {
      const seen = known.get(key);
      const kind = (await isStillRefused(bucket, seen)) ? undefined : driftOf(seen, etag, pipelines);
      if (kind === undefined) {
        if (seen !== undefined && isWorthAnotherTry(seen, clock.now())) differing.backfill.push(key);
        continue;
      }
      drift[kind].add(key);
      // What is live and only made another way can wait for what is not answerable as it is.
      differing[kind === "outdated" ? "staging" : "backfill"].push(key);
    }
    if (options.dryRun) continue;
    await catalogue.look(tenant, bucket.name, differing.backfill, "backfill");
    await catalogue.look(tenant, bucket.name, differing.staging, "staging");
    options.onQueued();
  }

  let after: string | undefined;
  do {
    signal.throwIfAborted();
    const keys = await catalogue.knownKeys(tenant, bucket.name, after, PAGE);
    for (const key of keys) {
      if (!(await isGone(bucket, key))) continue;
      drift.deleted.add(key);
      if (options.dryRun) continue;
      await catalogue.withdraw(tenant, bucket.name, key);
      options.onQueued();
    }
    after = keys.length === PAGE ? keys.at(-1) : undefined;
  } while (after !== undefined);

  const { missing, changed, deleted, outdated } = drift;
  return {
    bucket: bucket.name,
    missing: missing.drift,
    changed: changed.drift,
    deleted: deleted.drift,
    outdated: outdated.drift,
  };
}

/**
 * The same for all buckets, one after the other, and for rows that belong to nothing. With `only`, for these buckets: whose
 * the rows were that belong to nothing cannot be told, so they are left out where any bucket is.
 */
export async function reconcileAll(
  parts: Pick<IngestParts, "catalogue" | "tenant" | "clock" | "buckets">,
  options: {
    readonly dryRun: boolean;
    readonly only?: readonly string[] | undefined;
    pipelinesOf(bucket: WatchedBucket): Promise<BucketPipelines>;
    onQueued(): void;
  },
  signal: AbortSignal,
): Promise<DriftReport> {
  const { dryRun, only, pipelinesOf, onQueued } = options;
  const compared = parts.buckets.filter(({ bucket }) => only?.includes(bucket.name) ?? true);
  const buckets: BucketDrift[] = [];
  for (const watched of compared) {
    const pipelines = await pipelinesOf(watched);
    buckets.push(await reconcile(watched.bucket, parts, { dryRun, pipelines, onQueued }, signal));
  }
  const isWhole = compared.length === parts.buckets.length;
  const orphaned = isWhole ? await parts.catalogue.orphans(parts.tenant, { repair: !dryRun }) : 0;
  return { buckets, orphaned, repaired: !dryRun };
}

/** A link out of the bucket is listed and cannot be described, so nothing tells whether it changed but asking again. */
async function isStillRefused(bucket: Bucket, known: KnownObject | undefined): Promise<boolean> {
  if (known?.state !== "dead" || known.etag !== null) return false;
  return bucket.head(known.key).then(
    () => false,
    () => true,
  );
}

class Found {
  #count = 0;
  readonly #keys: string[] = [];

  add(key: string): void {
    // It is on its way again every minute, and in nobody's lists.
    if (key === CANARY_KEY) return;
    this.#count++;
    if (this.#keys.length < MOST_NAMED) this.#keys.push(key);
  }

  get drift(): Drift {
    return { count: this.#count, keys: this.#keys };
  }
}

async function* pages(objects: AsyncIterable<BucketObject>): AsyncIterable<BucketObject[]> {
  let page: BucketObject[] = [];
  for await (const object of objects) {
    page.push(object);
    if (page.length < PAGE) continue;
    yield page;
    page = [];
  }
  if (page.length > 0) yield page;
}
