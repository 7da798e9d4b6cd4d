import type { Catalogue, Claim, PipelineDescription } from "@footnote/contracts";
import type { Logger } from "@footnote/runtime";
import { type IngestService, openIngest } from "../../../services/ingest/index.ts";
import type { SimulatedBucket } from "./bucket.ts";
import { openPipelineOn } from "./content.ts";
import type { Fencing } from "./fencing.ts";
import { Program, type Surroundings } from "./program.ts";
import { storeTimeOf } from "./scheduler.ts";
import { type InMemoryStore, inMemoryCatalogue } from "./store/store.ts";

export const TENANT = "simulated";
export const READER = { tenant: TENANT, principals: ["staff"] };
/** Small, so that most versions take several transactions. */
const BATCH_CHUNKS = 2;

const READS: ReadonlySet<keyof Catalogue> = new Set([
  "attachedBuckets",
  "nextDue",
  "embeddings",
  "known",
  "knownKeys",
  "bucketPipelines",
  "pipelines",
] as const);

export interface World extends Surroundings {
  readonly store: InMemoryStore;
  readonly buckets: readonly SimulatedBucket[];
  readonly fencing: Fencing;
  /** One process at a time has the store for itself, and ends the leases of the one before. */
  readonly isEmbedded: boolean;
  /** Whether workers hear of what others queue; else they have only polling. */
  readonly canListen: boolean;
  readonly listeners: Set<{ readonly program: Program; readonly onQueued: () => void }>;
  /** What the buckets are configured for. */
  pipelineOf: (bucket: string) => PipelineDescription;
}

/** The catalogue over calls that may fail, with every claim and every write under it watched. */
export function catalogueFor(program: Program, world: World): Catalogue {
  const { scheduler, store, fencing } = world;
  const batches = {
    chunks: BATCH_CHUNKS,
    pause: () => program.pause(),
    onTaken: (claim: Claim) => fencing.taken(claim),
  };
  const inner = inMemoryCatalogue(store.rows, storeTimeOf(scheduler), batches);
  const methods = Object.entries({ ...inner, listen: undefined }).filter(([, run]) => run !== undefined) as [
    keyof Catalogue,
    (...parameters: unknown[]) => Promise<unknown>,
  ][];
  const wrapped = methods.map(([method, run]) => [
    method,
    (...parameters: unknown[]) =>
      program.call(describe(method, parameters), async () => {
        if (!READS.has(method)) world.isUnchecked = true;
        const result = await run(...parameters);
        fencing.observe(method, parameters, result);
        if (method === "look" || method === "withdraw") notify(world);
        return result;
      }),
  ]);
  return { ...(Object.fromEntries(wrapped) as Catalogue), listen: world.canListen ? listen : undefined };

  function listen(onQueued: () => void) {
    const listener = { program, onQueued };
    world.listeners.add(listener);
    return {
      close: async () => {
        world.listeners.delete(listener);
      },
    };
  }
}

/** To whoever listens, as unreliable as every other event. */
function notify({ listeners, scheduler, random, faults }: World): void {
  for (const { program, onQueued } of listeners)
    if (!random.chance(faults.eventLost))
      scheduler.after(random.between(1, 5), () => program.deliver(onQueued));
}

function describe(method: string, parameters: readonly unknown[]): string {
  const words = parameters.flatMap((parameter) => {
    if (typeof parameter !== "object" || parameter === null || parameter instanceof Date) return [];
    if ("number" in parameter && "key" in parameter)
      return [`${parameter.key} under claim ${parameter.number}`];
    if ("code" in parameter) return [String(parameter.code)];
    return Array.isArray(parameter) && parameter.length < 4 ? [parameter.join(" ")] : [];
  });
  const strings = parameters.filter((parameter) => typeof parameter === "string" && parameter !== TENANT);
  return ["catalogue", method, ...strings, ...words].join(" ");
}

/** An ingest service of its own, as a main.ts would start it, and whoever starts it again. */
export class IngestProcess {
  readonly name: string;
  readonly #world: World;
  #program: Program | undefined;
  #service: IngestService | undefined;
  #starts = 0;

  constructor(name: string, world: World) {
    this.name = name;
    this.#world = world;
  }

  get isAlive(): boolean {
    return this.#program?.alive ?? false;
  }

  start(): void {
    if (this.isAlive) return;
    const { scheduler, random, store, buckets, isEmbedded, pipelineOf } = this.#world;
    const program = new Program(`${this.name}${++this.#starts}`, this.#world);
    this.#program = program;
    scheduler.note(`${program.name} starts with ${JSON.stringify(pipelineOf("docs"))}`);
    if (isEmbedded) store.endLeases();
    const catalogue = catalogueFor(program, this.#world);
    const open = async () => {
      for (const { name } of buckets)
        await catalogue.attachBucket(TENANT, { name, folder: null, readers: READER.principals });
      return openIngest({
        tenant: TENANT,
        buckets: buckets.map((bucket) => ({
          bucket: bucket.portFor(program),
          changes: bucket.changesFor(program),
          pipeline: pipelineOf(bucket.name),
        })),
        catalogue,
        openPipeline: openPipelineOn(program),
        canary: undefined,
        limits: { fileBytes: 1_000_000 },
        deletions: { documents: 3, percent: 30, waitSeconds: 300 },
        clock: program.clock,
        random: () => random.next(),
        log: silentLog,
        onIdle: () => program.call("store maintain", () => store.maintain()),
      });
    };
    open().then(
      (service) => {
        // It says it in its log, and compares again.
        service.reconciled.catch(() => undefined);
        if (this.#program === program) this.#service = service;
      },
      (error: unknown) => {
        scheduler.note(`${program.name} cannot start: ${error}`);
        this.crash();
        scheduler.after(random.between(500, 10_000), () => this.start());
      },
    );
  }

  crash(): void {
    if (this.#program === undefined) return;
    this.#world.scheduler.note(`${this.#program.name} crashes`);
    this.#program.crash();
    for (const bucket of this.#world.buckets) bucket.forget(this.#program);
    this.#service = undefined;
  }

  stall(milliseconds: number): void {
    const { scheduler } = this.#world;
    if (!this.isAlive || this.#program === undefined) return;
    scheduler.note(`${this.#program.name} stalls for ${Math.round(milliseconds / 1000)} s`);
    this.#program.stalledUntil = scheduler.now + milliseconds;
  }

  wakeUp(): void {
    if (this.#program !== undefined) this.#program.stalledUntil = this.#world.scheduler.now;
  }

  /** Asks it to end, as a release does, and starts it again with what is configured then. */
  restart(): void {
    const { scheduler } = this.#world;
    const [program, service] = [this.#program, this.#service];
    if (!this.isAlive || program === undefined || service === undefined) {
      this.crash();
      this.start();
      return;
    }
    scheduler.note(`${program.name} is asked to end`);
    this.#service = undefined;
    const again = () => {
      if (this.#program !== program) return;
      if (program.saidAfterClosing !== undefined)
        this.#world.fencing.broken ??= `R8: ${program.name} was closed, and then: ${program.saidAfterClosing}`;
      this.crash();
      this.start();
    };
    const onClosed = () => {
      program.isClosed = true;
      scheduler.after(1_000, again);
    };
    service.close().then(onClosed, onClosed);
    // Who asks kills after a while.
    scheduler.after(30_000, again);
  }

  /** A person says so of each bucket of which everything is gone, or which is no longer recognised. */
  confirmWhatWaits(): void {
    const service = this.#service;
    for (const [bucket, { state, until }] of service?.presences() ?? [])
      if (state !== "there" && until === null) service?.confirm(bucket).catch(() => undefined);
  }

  wake(): void {
    const program = this.#program;
    program?.deliver(() => this.#service?.wake());
  }
}

export const silentLog: Logger = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  child: () => silentLog,
};
