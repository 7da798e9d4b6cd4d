import type { Claim, Lane } from "@footnote/contracts";
import type { AttendedBucket } from "./attend.ts";
import { ByteBudget } from "./byte-budget.ts";
import { ingestDocument, type Outcome, type Shared } from "./document.ts";
import { EmbeddingReuse } from "./embedding-reuse.ts";
import { Leases } from "./leases.ts";
import type { IngestParts } from "./parts.ts";
import type { Pipelines } from "./pipeline.ts";
import { RECOGNISED_AT_ONCE } from "./reading/reader.ts";

interface Crew {
  /** What it claims; those of the first lane first. */
  readonly lanes: readonly Lane[];
  readonly documents: number;
  /** Claiming one at a time would ask the catalogue after each document, which costs an embedded one 4 ms. */
  readonly claimAtOnce: number;
  /** Of objects being read, parsed and embedded at once. */
  readonly bytes: number;
}

/** A change never waits for a place that a backfill has taken: some places are its own. */
const CREWS: readonly Crew[] = [
  { lanes: ["change"], documents: 8, claimAtOnce: 1, bytes: 64 * 1024 ** 2 },
  { lanes: ["change", "backfill", "staging"], documents: 32, claimAtOnce: 8, bytes: 192 * 1024 ** 2 },
  // Minutes each: whoever waits here holds no place, and no bytes, of a document that is text.
  { lanes: ["recognition"], documents: RECOGNISED_AT_ONCE, claimAtOnce: 1, bytes: 256 * 1024 ** 2 },
];
/** After the store itself failed. */
const PAUSE_MILLISECONDS = 1_000;
/** However soon the next document is due: its claim may be a moment from ending. */
const SHORTEST_WAIT_MILLISECONDS = 10;
/** However far it is: somebody may set the clock meanwhile, and the news that something was queued may be lost. */
const LONGEST_WAIT_MILLISECONDS = 60_000;
/** Where there is no such news of what other processes queue. */
const POLL_MILLISECONDS = 5_000;
/** Something may always be waiting, such as a file that somebody writes to without end: it keeps nobody from resting. */
const LONGEST_WITHOUT_REST_MILLISECONDS = 5 * 60_000;

export interface Worker {
  /** Something may be due. */
  wake(): void;
  /** Stops claiming, gives back what is not done, resolves when nothing runs any more. */
  close(): Promise<void>;
}

/** Claims what is due and ingests it, until closed. */
export function startWorker(
  parts: IngestParts,
  pipelines: Pipelines,
  buckets: ReadonlyMap<string, AttendedBucket>,
): Worker {
  const deletionsOf = (name: string) => attended(buckets, name).deletions;
  const stopping = new AbortController();
  const embeddings = new EmbeddingReuse(parts.catalogue);
  const wake = () => {
    for (const crew of crews) crew.wake();
  };
  const activity = { sinceRest: true };
  const crews = CREWS.map((crew) => {
    const budget = new ByteBudget(crew.bytes);
    // What one crew leaves to be done may be the other's: a change may now lack a version of the next pipeline.
    const shared = { parts, pipelines, embeddings, deletionsOf, budget, signal: stopping.signal };
    return startCrew(crew, buckets, shared, activity, wake);
  });
  const listening = parts.catalogue.listen?.(wake);
  return {
    wake,
    async close() {
      stopping.abort();
      await listening?.close();
      await Promise.all(crews.map((crew) => crew.finished));
    },
  };
}

function startCrew(
  crew: Crew,
  buckets: ReadonlyMap<string, AttendedBucket>,
  shared: Shared,
  /** Of all crews: whether any has claimed something since there was a rest. Looking in vain is no reason for another. */
  activity: { sinceRest: boolean },
  /** Called when what this crew did may have left something to be done by another. */
  onLeft: () => void,
): { wake(): void; readonly finished: Promise<void> } {
  const { parts, signal } = shared;
  const { catalogue, tenant, clock, log } = parts;
  const leases = new Leases(catalogue, parts, signal);
  const longestWait = catalogue.listen === undefined ? POLL_MILLISECONDS : LONGEST_WAIT_MILLISECONDS;
  const running = new Set<Promise<void>>();
  let asleep = new AbortController();
  let restedAt = clock.elapsed();

  function start(claim: Claim): void {
    const { bucket } = attended(buckets, claim.bucket);
    const work = leases
      .keep(claim, (signal) => ingestDocument({ ...shared, signal }, bucket, claim))
      .then(
        (outcome: Outcome) => {
          log.debug({ bucket: claim.bucket, key: claim.key, outcome }, "A document was looked at.");
          if (outcome === "waits for recognition") onLeft();
        },
        (error: unknown) => {
          log.error({ bucket: claim.bucket, key: claim.key, err: error }, "A document could not be settled.");
          return giveBack(claim);
        },
      )
      .finally(() => {
        running.delete(work);
        asleep.abort();
        if (running.size === 0) onLeft();
      });
    running.add(work);
  }

  /**
   * The store could not even note the failure. Without this the document would wait for its lease to end, although the
   * store may be back in a second. Its place stays taken, so that no more is claimed meanwhile.
   */
  async function giveBack(claim: Claim): Promise<void> {
    while (!signal.aborted) {
      await clock.sleep(PAUSE_MILLISECONDS, signal);
      const isBack = await catalogue.postpone(claim, clock.now()).then(
        () => true,
        () => false,
      );
      if (isBack) return;
    }
  }

  /** How long nothing is likely to become due; undefined: until woken by what is under way. */
  async function claimDue(): Promise<number | undefined> {
    // What is queued of a bucket that is not there waits for it.
    const names = [...buckets].filter(([, { isThere }]) => isThere()).map(([name]) => name);
    const room = crew.documents - running.size;
    if (room < crew.claimAtOnce) return undefined;
    const claims = await catalogue.claim(tenant, names, crew.lanes, room);
    for (const claim of claims) start(claim);
    if (claims.length > 0) activity.sinceRest = true;
    if (claims.length === room) return undefined;
    const due = await catalogue.nextDue(tenant, names, crew.lanes);
    const isTime = clock.elapsed() - restedAt >= LONGEST_WITHOUT_REST_MILLISECONDS;
    const mayRest = (due === undefined && activity.sinceRest) || isTime;
    if (mayRest && running.size === 0 && crew.lanes.includes("staging")) await rest();
    if (due === undefined) return longestWait;
    const wait = Math.max(SHORTEST_WAIT_MILLISECONDS, due.getTime() - clock.now().getTime());
    return Math.min(longestWait, wait);
  }

  /** Little or nothing is due: the next pipelines are complete, or as complete as they will be. */
  async function rest(): Promise<void> {
    restedAt = clock.elapsed();
    activity.sinceRest = false;
    try {
      const switched = await catalogue.switchPipelines(tenant, { force: false, resume: false });
      if (switched.length > 0)
        log.info({ buckets: switched }, "Buckets were switched to their next pipeline.");
      await parts.onIdle();
    } catch (error) {
      activity.sinceRest = true;
      throw error;
    }
  }

  async function run(): Promise<void> {
    while (!signal.aborted) {
      asleep = new AbortController();
      let wait: number | undefined;
      try {
        wait = await claimDue();
      } catch (error) {
        if (!signal.aborted) log.error({ err: error }, "The catalogue could not be asked what is due.");
        wait = PAUSE_MILLISECONDS;
      }
      await clock.sleep(wait ?? Number.POSITIVE_INFINITY, AbortSignal.any([asleep.signal, signal]));
    }
    await Promise.all(running);
  }

  return { wake: () => asleep.abort(), finished: run() };
}

function attended(buckets: ReadonlyMap<string, AttendedBucket>, name: string): AttendedBucket {
  const found = buckets.get(name);
  if (found === undefined) throw new Error(`The bucket ${name} is not watched here.`);
  return found;
}
