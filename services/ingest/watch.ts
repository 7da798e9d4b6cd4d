import { type Bucket, CANARY_KEY, type ChangeIntake, FootnoteError } from "@footnote/contracts";
import type { Deletions } from "./deletions.ts";
import type { IngestParts } from "./parts.ts";

/** Editors and copies change a file several times in a moment: one look serves them all. */
const GATHER_MILLISECONDS = 50;
const RETRY_MILLISECONDS = 1_000;
/** More keys than these are not remembered one by one: the whole bucket is compared instead. */
const MOST_GATHERED = 10_000;
/** So many at once are someone's backfill, and single changes go ahead of it. */
const BULK = 200;
/** How many objects are asked after at once. */
const HEADS_AT_ONCE = 16;
/** A folder that is being deleted is judged as a whole, if that does not take longer. */
const LONGEST_DELETION_MILLISECONDS = 5_000;
/** While a deletion waits and files come, the bucket is compared no more often. */
const RECOMPARE_MILLISECONDS = 10_000;

/**
 * Queues every key that a bucket reports. A key where nothing lies any more is taken out of every read at once, before
 * anything that waits to be read in, unless so much is gone that it may be an accident. What cannot be looked at because
 * the bucket is not there is left to the comparison when it is. Keys are kept until the catalogue has them;
 * `onCompare` where they are too many, or only a comparison can tell what they mean.
 */
export async function watchBucket(
  bucket: Bucket,
  deletions: Deletions,
  parts: Pick<IngestParts, "tenant" | "clock" | "log"> & { readonly catalogue: ChangeIntake },
  events: { onQueued(): void; onCompare(): void },
): Promise<{ close(): Promise<void> }> {
  const { catalogue, tenant, clock, log } = parts;
  const stopping = new AbortController();
  let gathered = new Set<string>();
  /** Nothing lies there any more, and their deletion may still go on. */
  let gone = new Set<string>();
  let goneSince = 0;
  let comparedFor = Number.NEGATIVE_INFINITY;
  let flushing: Promise<void> | undefined;

  async function flushWhileGathered(): Promise<void> {
    while ((gathered.size > 0 || gone.size > 0) && !stopping.signal.aborted) {
      await clock.sleep(GATHER_MILLISECONDS, stopping.signal);
      const keys = [...gathered];
      gathered = new Set();
      try {
        await queue(keys);
        events.onQueued();
      } catch (error) {
        log.error({ bucket: bucket.name, err: error }, "Changes could not be queued; they are queued again.");
        for (const key of [...keys, ...gone]) gathered.add(key);
        gone = new Set();
        await clock.sleep(RETRY_MILLISECONDS, stopping.signal);
      }
    }
    flushing = undefined;
  }

  async function queue(keys: readonly string[]): Promise<void> {
    const there: string[] = [];
    if (gone.size === 0) goneSince = clock.elapsed();
    for (let start = 0; start < keys.length; start += HEADS_AT_ONCE) {
      const asked = keys.slice(start, start + HEADS_AT_ONCE);
      const found = await Promise.all(asked.map((key) => presenceOf(bucket, key)));
      for (const [index, key] of asked.entries()) {
        if (found[index] === "gone") gone.add(key);
        else gone.delete(key);
        if (found[index] === "there") there.push(key);
      }
    }
    const isGoingOn = gathered.size > 0 && clock.elapsed() - goneSince < LONGEST_DELETION_MILLISECONDS;
    if (gone.size <= deletions.usual || !isGoingOn) {
      if (gone.size > 0) await deletions.withdraw([...gone]);
      gone = new Set();
    }
    const isBulk = there.length > BULK;
    await catalogue.look(tenant, bucket.name, there, isBulk ? "backfill" : "change");
    // It measures how soon a change is answerable, whatever comes along with it.
    if (isBulk && there.includes(CANARY_KEY))
      await catalogue.look(tenant, bucket.name, [CANARY_KEY], "change");
    // What waits may be back.
    const isTime = clock.elapsed() - comparedFor >= RECOMPARE_MILLISECONDS;
    if (there.length > 0 && deletions.waiting !== undefined && isTime) {
      comparedFor = clock.elapsed();
      events.onCompare();
    }
  }

  const watch = await bucket.watch(({ key }) => {
    if (gathered.size >= MOST_GATHERED) return events.onCompare();
    gathered.add(key);
    flushing ??= flushWhileGathered();
  });
  return {
    async close() {
      await watch.close();
      stopping.abort();
      await flushing;
      // What was seen and not yet queued is found by the comparison at the next start.
    },
  };
}

/** "there" also where it is refused: its own look says why. "unseen": the bucket, or this part of it, is not there. */
async function presenceOf(bucket: Bucket, key: string): Promise<"there" | "gone" | "unseen"> {
  try {
    return (await bucket.head(key)) === undefined ? "gone" : "there";
  } catch (error) {
    return error instanceof FootnoteError && error.code === "bucket_absent" ? "unseen" : "there";
  }
}

export async function isGone(bucket: Bucket, key: string): Promise<boolean> {
  return (await presenceOf(bucket, key)) === "gone";
}
