import { randomBytes } from "node:crypto";
import {
  type AccessLists,
  asFootnoteError,
  type Bucket,
  CANARY_KEY,
  CANARY_PRINCIPAL,
  type CanaryState,
  type ChunkIndex,
  type WritableBucket,
} from "@footnote/contracts";
import type { IngestParts } from "./parts.ts";

const EVERY_MILLISECONDS = 60_000;
const LOOK_EVERY_MILLISECONDS = 200;
/** It is a few lines long. */
const MOST_BYTES = 4_096;

export interface CanarySettings {
  readonly access: AccessLists;
  readonly index: Pick<ChunkIndex, "lexical">;
  readonly limitSeconds: number;
  /** Whether it is written into each bucket; else into the one that holds nothing but a canary, and speaks for all. */
  readonly inBuckets: boolean;
}

export interface Canary {
  state(): CanaryState;
  close(): Promise<void>;
}

/**
 * Writes a document with a new word into the bucket once a minute and searches for that word until it is found: the
 * whole way of a file, measured from outside. It is late when that takes longer than the limit.
 */
export function startCanary(
  bucket: Bucket,
  { tenant, clock }: Pick<IngestParts, "tenant" | "clock">,
  { access, index, limitSeconds }: Omit<CanarySettings, "inBuckets">,
): Canary {
  if (!("put" in bucket)) return silent("Nothing can be written into this bucket.");
  const writable = bucket as WritableBucket;
  const reader = { tenant, principals: [CANARY_PRINCIPAL] };
  const stopping = new AbortController();
  let last: { readonly seconds: number; readonly at: string } | undefined;
  /** Since when none has come through, with one under way. */
  let waitingSince: number | undefined;
  let trouble: string | undefined;
  let everWritten = false;

  const secondsSince = (moment: number) => (clock.elapsed() - moment) / 1000;

  async function send(): Promise<void> {
    const word = `canary${randomBytes(8).toString("hex")}`;
    const content = Buffer.from(`# Canary\n\nFootnote measures with ${word} how fresh this bucket is.\n`);
    const written = clock.elapsed();
    waitingSince ??= written;
    try {
      await put(writable, content);
      trouble = undefined;
      everWritten = true;
    } catch (error) {
      trouble = asFootnoteError(error).message;
      return;
    }
    // One that was lost on its way, or deleted by somebody, is followed by another.
    while (secondsSince(written) <= limitSeconds) {
      const { hits } = await index.lexical(await access.resolve(reader), word, 1, undefined);
      if (hits.length > 0) return cameThrough(written);
      await clock.sleep(LOOK_EVERY_MILLISECONDS, stopping.signal);
      if (stopping.signal.aborted) return;
    }
  }

  function cameThrough(written: number): void {
    last = { seconds: secondsSince(written), at: clock.now().toISOString() };
    waitingSince = undefined;
  }

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      await send().catch((error: unknown) => {
        trouble = asFootnoteError(error).message;
      });
      await clock.sleep(EVERY_MILLISECONDS, stopping.signal);
    }
    // Best effort: what stays is a hidden file that only the canary may read.
    await writable.delete(CANARY_KEY).catch(() => undefined);
  }

  const finished = run();
  return {
    state() {
      const { seconds, at } = last ?? { seconds: null, at: null };
      if (trouble !== undefined && !everWritten) return { state: "off", seconds, at, reason: trouble };
      const waited = waitingSince === undefined ? 0 : secondsSince(waitingSince);
      if (waited > limitSeconds) {
        const reason =
          trouble ?? `A test document has not become answerable for ${Math.round(waited)} seconds.`;
        return { state: "late", seconds, at, reason };
      }
      return { state: last === undefined ? "waiting" : "ok", seconds, at, reason: trouble ?? null };
    },
    async close() {
      stopping.abort();
      await finished;
    },
  };
}

/** One of an earlier start, which wrote into the bucket and was killed, would lie in people's folder for ever. */
export async function removeLeftCanary(bucket: Bucket): Promise<void> {
  if (!("delete" in bucket) || (await bucket.head(CANARY_KEY)) === undefined) return;
  await (bucket as WritableBucket).delete(CANARY_KEY);
}

function silent(reason: string): Canary {
  return {
    state: () => ({ state: "off", seconds: null, at: null, reason }),
    close: () => Promise.resolve(),
  };
}

async function put(bucket: WritableBucket, content: Uint8Array): Promise<void> {
  async function* whole() {
    yield content;
  }
  await bucket.put(CANARY_KEY, whole(), { maxBytes: MOST_BYTES });
}
