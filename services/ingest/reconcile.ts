import {
  type Bucket,
  type BucketDrift,
  type BucketObject,
  type BucketPipelines,
  CANARY_KEY,
  type ChangeIntake,
  type Drift,
  type DriftReport,
  type Inventory,
  type KnownObject,
} from "@footnote/contracts";
import { type Deletions, isAnswered } from "./deletions.ts";
import { driftOf, isWorthAnotherTry } from "./drift.ts";
import { MarkedKeys } from "./marked-keys.ts";
import type { IngestParts, WatchedBucket } from "./parts.ts";
import { presenceOf } from "./presence-of.ts";

const PAGE = 500;
/** Of keys alone. */
const KEYS_PAGE = 2_000;
/** How many objects are asked after at once. */
const HEADS_AT_ONCE = 16;
/** Of each kind of drift so many keys are named; all are counted. */
const MOST_NAMED = 100;
/** A deletion that is still going on is judged when it is done, if that does not take longer. */
const SETTLE_MILLISECONDS = 1_000;
const MOST_SETTLES = 30;

type DeletionJudge = Pick<Deletions, "judge" | "usual">;
type Parts = Pick<IngestParts, "tenant" | "clock"> & { readonly catalogue: ChangeIntake & Inventory };

/**
 * Compares a bucket's listing with the catalogue. What differs is queued behind what changes meanwhile, and so is what
 * was given up for a cause that may have passed; what is gone is taken out of every read at once, unless `deletions` says
 * that it may be an accident. Events only make ingestion fast; this makes it right.
 */
export async function reconcile(
  bucket: Bucket,
  parts: Parts,
  options: {
    /** Undefined: a dry run, which changes nothing. */
    readonly deletions: DeletionJudge | undefined;
    readonly pipelines: BucketPipelines;
    onQueued(): void;
  },
  signal: AbortSignal,
): Promise<BucketDrift> {
  const { catalogue, tenant, clock } = parts;
  const { pipelines, deletions } = options;
  let isEmpty = true;
  let listed = new MarkedKeys();
  const drift = {
    missing: new Found(),
    changed: new Found(),
    deleted: new Found(),
    outdated: new Found(),
  };

  for await (const objects of pages(bucket.list(signal))) {
    const keys = objects.map((object) => object.key);
    isEmpty &&= keys.every((key) => key === CANARY_KEY);
    for (const key of keys) listed.mark(key);
    const differing = await catalogue.differing(tenant, bucket.name, objects, pipelines);
    const looks = { backfill: [] as string[], staging: [] as string[] };
    for (const object of differing) {
      const { key, known } = object;
      const kind = (await isStillRefused(bucket, known)) ? undefined : driftOf(known, object, pipelines);
      if (kind === undefined) {
        if (known !== undefined && isWorthAnotherTry(known, clock.now())) looks.backfill.push(key);
        continue;
      }
      drift[kind].add(key);
      // What is live and only made another way can wait for what is not answerable as it is.
      looks[kind === "outdated" ? "staging" : "backfill"].push(key);
    }
    if (deletions === undefined) continue;
    await catalogue.look(tenant, bucket.name, looks.backfill, "backfill");
    await catalogue.look(tenant, bucket.name, looks.staging, "staging");
    if (differing.length > 0) options.onQueued();
  }

  let answered = 0;
  for await (const document of goneDocuments(bucket, listed, parts, signal)) {
    drift.deleted.add(document.key);
    if (isAnswered(document)) answered++;
  }
  if (deletions !== undefined && answered > deletions.usual)
    ({ answered, listed } = await countWhenSettled(answered, listed, bucket, parts, signal));
  if (await deletions?.judge({ gone: answered, isEmpty })) {
    for await (const { key } of goneDocuments(bucket, listed, parts, signal)) {
      await catalogue.withdraw(tenant, bucket.name, key);
      options.onQueued();
    }
  }

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
 * the rows were that belong to nothing cannot be told, so they are left out where any bucket is. One that cannot be
 * compared keeps no other from it. @throws the first error, when all is done
 */
export async function reconcileAll(
  parts: Parts & Pick<IngestParts, "buckets">,
  options: {
    /** Undefined: a dry run. */
    readonly deletionsOf: ((bucket: string) => DeletionJudge) | undefined;
    readonly only?: readonly string[] | undefined;
    pipelinesOf(bucket: WatchedBucket): Promise<BucketPipelines>;
    onQueued(): void;
  },
  signal: AbortSignal,
): Promise<DriftReport> {
  const { deletionsOf, only, pipelinesOf, onQueued } = options;
  const compared = parts.buckets.filter(({ bucket }) => only?.includes(bucket.name) ?? true);
  const buckets: BucketDrift[] = [];
  const errors: unknown[] = [];
  for (const watched of compared) {
    const { bucket } = watched;
    try {
      const pipelines = await pipelinesOf(watched);
      const how = { deletions: deletionsOf?.(bucket.name), pipelines, onQueued };
      buckets.push(await reconcile(bucket, parts, how, signal));
    } catch (error) {
      signal.throwIfAborted();
      errors.push(error);
    }
  }
  const repaired = deletionsOf !== undefined;
  const isWhole = compared.length === parts.buckets.length;
  const orphaned = isWhole ? await parts.catalogue.orphans(parts.tenant, { repair: repaired }) : 0;
  if (errors.length > 0) throw errors[0];
  return { buckets, orphaned, repaired };
}

/**
 * What is known of a bucket and not there any more: only what the listing did not see is asked after, one by one, since a
 * listing may miss what is moved meanwhile.
 */
async function* goneDocuments(
  bucket: Bucket,
  listed: MarkedKeys,
  { catalogue, tenant }: Parts,
  signal: AbortSignal,
): AsyncGenerator<KnownObject> {
  let after: string | undefined;
  do {
    signal.throwIfAborted();
    const keys = await catalogue.knownKeys(tenant, bucket.name, after, KEYS_PAGE);
    const unseen = keys.filter((key) => !listed.has(key));
    for (let start = 0; start < unseen.length; start += HEADS_AT_ONCE) {
      signal.throwIfAborted();
      const asked = unseen.slice(start, start + HEADS_AT_ONCE);
      const presences = await Promise.all(asked.map((key) => presenceOf(bucket, key)));
      const gone = asked.filter((_, index) => presences[index] === "gone");
      if (gone.length > 0) yield* await catalogue.known(tenant, bucket.name, gone);
    }
    after = keys.length === KEYS_PAGE ? keys.at(-1) : undefined;
  } while (after !== undefined);
}

/** Lists and counts again until nothing more is gone. */
async function countWhenSettled(
  counted: number,
  before: MarkedKeys,
  bucket: Bucket,
  parts: Parts,
  signal: AbortSignal,
): Promise<{ answered: number; listed: MarkedKeys }> {
  let last = { answered: counted, listed: before };
  for (let times = 0; times < MOST_SETTLES; times++) {
    await parts.clock.sleep(SETTLE_MILLISECONDS, signal);
    const listed = new MarkedKeys();
    for await (const { key } of bucket.list(signal)) listed.mark(key);
    let answered = 0;
    for await (const document of goneDocuments(bucket, listed, parts, signal))
      if (isAnswered(document)) answered++;
    const isSettled = answered <= last.answered;
    last = { answered, listed };
    if (isSettled) break;
  }
  return last;
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
