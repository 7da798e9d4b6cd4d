import { type Bucket, CANARY_KEY } from "@footnote/contracts";
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

/**
 * Queues every key that a bucket reports. A key where nothing lies any more is taken out of every read at once, before
 * anything that waits to be read in. Keys are kept until the catalogue has them; `onOverflow` where they are too many.
 */
export async function watchBucket(
  bucket: Bucket,
  parts: Pick<IngestParts, "catalogue" | "tenant" | "clock" | "log">,
  events: { onQueued(): void; onOverflow(): void },
): Promise<{ close(): Promise<void> }> {
  const { catalogue, tenant, clock, log } = parts;
  const stopping = new AbortController();
  let gathered = new Set<string>();
  let flushing: Promise<void> | undefined;

  async function flushWhileGathered(): Promise<void> {
    while (gathered.size > 0 && !stopping.signal.aborted) {
      await clock.sleep(GATHER_MILLISECONDS, stopping.signal);
      const keys = [...gathered];
      gathered = new Set();
      try {
        await queue(keys);
        events.onQueued();
      } catch (error) {
        log.error({ bucket: bucket.name, err: error }, "Changes could not be queued; they are queued again.");
        for (const key of keys) gathered.add(key);
        await clock.sleep(RETRY_MILLISECONDS, stopping.signal);
      }
    }
    flushing = undefined;
  }

  async function queue(keys: readonly string[]): Promise<void> {
    const there: string[] = [];
    for (let start = 0; start < keys.length; start += HEADS_AT_ONCE) {
      const asked = keys.slice(start, start + HEADS_AT_ONCE);
      const gone = await Promise.all(asked.map((key) => isGone(bucket, key)));
      for (const [index, key] of asked.entries()) {
        if (gone[index]) await catalogue.withdraw(tenant, bucket.name, key);
        else there.push(key);
      }
    }
    const isBulk = there.length > BULK;
    await catalogue.look(tenant, bucket.name, there, isBulk ? "backfill" : "change");
    // It measures how soon a change is answerable, whatever comes along with it.
    if (isBulk && there.includes(CANARY_KEY))
      await catalogue.look(tenant, bucket.name, [CANARY_KEY], "change");
  }

  const watch = await bucket.watch(({ key }) => {
    if (gathered.size >= MOST_GATHERED) return events.onOverflow();
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

/** False also where it is there but refused: its own look says why. */
export async function isGone(bucket: Bucket, key: string): Promise<boolean> {
  try {
    return (await bucket.head(key)) === undefined;
  } catch {
    return false;
  }
}
