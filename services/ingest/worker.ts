import type { Bucket, Claim } from "@footnote/contracts";
import { ByteBudget } from "./byte-budget.ts";
import { ingestDocument, type Outcome } from "./document.ts";
import type { IngestParts } from "./parts.ts";

/** Enough small documents at once to fill the embedder's batches. */
const CONCURRENT_DOCUMENTS = 32;
/** Claiming one at a time would ask the catalogue after each document, which costs an embedded one 4 ms. */
const CLAIM_AT_ONCE = 8;
/** Of objects being read, parsed and embedded at once. */
const BYTES_IN_MEMORY = 256 * 1024 * 1024;
/** After the store itself failed. */
const PAUSE_MILLISECONDS = 1_000;

export interface Worker {
  /** Something may be due. */
  wake(): void;
  /** Stops claiming, gives back what is not done, resolves when nothing runs any more. */
  close(): Promise<void>;
}

/** Claims what is due and ingests it, until closed. */
export function startWorker(parts: IngestParts, pipeline: string): Worker {
  const { catalogue, tenant, log } = parts;
  const buckets = new Map<string, Bucket>(parts.buckets.map((bucket) => [bucket.name, bucket]));
  const names = [...buckets.keys()];
  const budget = new ByteBudget(BYTES_IN_MEMORY);
  const stopping = new AbortController();
  const running = new Set<Promise<void>>();
  let woken = Promise.withResolvers<void>();

  const wake = () => woken.resolve();

  function start(claim: Claim): void {
    const bucket = buckets.get(claim.bucket);
    if (bucket === undefined)
      throw new Error(`A document of the bucket ${claim.bucket} was claimed, which is not watched here.`);
    const work = ingestDocument(parts, bucket, pipeline, budget, claim, stopping.signal)
      .then(
        (outcome: Outcome) =>
          log.debug({ bucket: claim.bucket, key: claim.key, outcome }, "A document was looked at."),
        // Its lease ends and it is tried again.
        (error: unknown) =>
          log.error({ bucket: claim.bucket, key: claim.key, err: error }, "A document could not be settled."),
      )
      .finally(() => {
        running.delete(work);
        wake();
      });
    running.add(work);
  }

  async function claimDue(): Promise<number | undefined> {
    const room = CONCURRENT_DOCUMENTS - running.size;
    if (room < CLAIM_AT_ONCE) return undefined;
    const claims = await catalogue.claim(tenant, names, room);
    for (const claim of claims) start(claim);
    if (claims.length === room) return undefined;
    const due = await catalogue.nextDue(tenant, names);
    if (due === undefined && running.size === 0) await parts.onIdle();
    return due === undefined ? undefined : Math.max(10, due.getTime() - Date.now());
  }

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      woken = Promise.withResolvers<void>();
      let wait: number | undefined;
      try {
        wait = await claimDue();
      } catch (error) {
        log.error({ err: error }, "The catalogue could not be asked what is due.");
        wait = PAUSE_MILLISECONDS;
      }
      await orAfter(woken.promise, wait);
    }
  }

  const finished = run();
  return {
    wake,
    async close() {
      stopping.abort();
      wake();
      await finished;
      await Promise.all(running);
    },
  };
}

/** Resolves with `promise`, or after so many milliseconds where a number is given. */
async function orAfter(promise: Promise<void>, milliseconds: number | undefined): Promise<void> {
  if (milliseconds === undefined) return promise;
  let timer: NodeJS.Timeout | undefined;
  await Promise.race([
    promise,
    new Promise<void>((resolve) => {
      // setTimeout takes at most a 32-bit number of milliseconds.
      timer = setTimeout(resolve, Math.min(milliseconds, 2 ** 31 - 1));
    }),
  ]);
  clearTimeout(timer);
}
