import {
  type Bucket,
  type BucketChange,
  CANARY_KEY,
  type ChangeIntake,
  type ChangeSource,
} from "@footnote/contracts";
import type { Deletions } from "./deletions.ts";
import type { IngestParts } from "./parts.ts";
import { presenceOf } from "./presence-of.ts";

/** So many at once are someone's backfill, and single changes go ahead of it. */
const BULK = 200;
/** How many objects are asked after at once. */
const HEADS_AT_ONCE = 16;
/** A folder that is being deleted is judged as a whole: while more goes within such a time, if that does not take longer. */
const SETTLE_MILLISECONDS = 100;
const LONGEST_DELETION_MILLISECONDS = 5_000;
/**
 * A bucket that cannot be asked for a moment, and is there again before anybody has noticed, is not compared: so what was unseen is asked
 * after so often more, a second apart.
 */
const ASKED_AGAIN = 10;
const ASK_AGAIN_MILLISECONDS = 1_000;
/** While a deletion waits and files come, the bucket is compared no more often. */
const RECOMPARE_MILLISECONDS = 10_000;

/**
 * Queues every key that a source of changes hands over. A key where nothing lies any more is taken out of every read at
 * once, before anything that waits to be read in, unless so much is gone that it may be an accident. What cannot be looked
 * at because the bucket, or this part of it, is not there for longer is left to the comparison when it is.
 */
export async function queueChanges(
  bucket: Bucket,
  source: ChangeSource,
  deletions: Deletions,
  parts: Pick<IngestParts, "tenant" | "clock" | "log"> & { readonly catalogue: ChangeIntake },
  events: { onQueued(): void; onCompare(): void },
): Promise<{ close(): Promise<void> }> {
  const { catalogue, tenant, clock, log } = parts;
  const stopping = new AbortController();
  /** Nothing lies there any more, and their deletion may still go on. */
  const gone = new Set<string>();
  let judging: Promise<void> | undefined;
  let comparedFor = Number.NEGATIVE_INFINITY;
  /** Settles when the batch before has been looked at. */
  let before: Promise<unknown> = Promise.resolve();

  async function queue(changes: readonly BucketChange[]): Promise<void> {
    const keys = changes.map(({ key }) => key);
    try {
      let unseen = await lookInTurn(keys);
      for (let asked = 0; unseen.length > 0 && asked < ASKED_AGAIN; asked++) {
        await clock.sleep(ASK_AGAIN_MILLISECONDS, stopping.signal);
        unseen = await lookInTurn(unseen);
      }
      while (keys.some((key) => gone.has(key))) {
        judging ??= judge().finally(() => {
          judging = undefined;
        });
        await judging;
      }
    } catch (error) {
      if (!stopping.signal.aborted)
        log.error({ bucket: bucket.name, err: error }, "Changes could not be queued; they are queued again.");
      throw error;
    }
  }

  /** What is seen of a key later counts. */
  function lookInTurn(keys: readonly string[]): Promise<string[]> {
    const looking = before.then(() => lookAt(keys));
    before = looking.catch(() => undefined);
    return looking;
  }

  /** Resolves to what could not be asked after. */
  async function lookAt(keys: readonly string[]): Promise<string[]> {
    const there: string[] = [];
    const unseen: string[] = [];
    for (let start = 0; start < keys.length; start += HEADS_AT_ONCE) {
      stopping.signal.throwIfAborted();
      const asked = keys.slice(start, start + HEADS_AT_ONCE);
      const found = await Promise.all(asked.map((key) => presenceOf(bucket, key)));
      for (const [index, key] of asked.entries()) {
        if (found[index] === "gone") gone.add(key);
        else gone.delete(key);
        if (found[index] === "there") there.push(key);
        if (found[index] === "unseen") unseen.push(key);
      }
    }
    if (there.length === 0) return unseen;
    const isBulk = there.length > BULK;
    await catalogue.look(tenant, bucket.name, there, isBulk ? "backfill" : "change");
    // It measures how soon a change is answerable, whatever comes along with it.
    if (isBulk && there.includes(CANARY_KEY))
      await catalogue.look(tenant, bucket.name, [CANARY_KEY], "change");
    events.onQueued();
    // What waits may be back.
    const isTime = clock.elapsed() - comparedFor >= RECOMPARE_MILLISECONDS;
    if (deletions.waiting !== undefined && isTime) {
      comparedFor = clock.elapsed();
      events.onCompare();
    }
    return unseen;
  }

  async function judge(): Promise<void> {
    const since = clock.elapsed();
    for (let counted = 0; gone.size > deletions.usual && gone.size > counted; ) {
      counted = gone.size;
      await clock.sleep(SETTLE_MILLISECONDS, stopping.signal);
      stopping.signal.throwIfAborted();
      if (clock.elapsed() - since >= LONGEST_DELETION_MILLISECONDS) break;
    }
    const keys = [...gone];
    await deletions.withdraw(keys);
    for (const key of keys) gone.delete(key);
    events.onQueued();
  }

  const subscription = await source.subscribe({ queue, missed: events.onCompare });
  return {
    async close() {
      stopping.abort();
      await subscription.close();
    },
  };
}
