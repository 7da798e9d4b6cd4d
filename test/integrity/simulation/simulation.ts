import { isDeepStrictEqual } from "node:util";
import { Askers } from "./asking.ts";
import { SimulatedBucket } from "./bucket.ts";
import { MARKS, pipelineOf } from "./content.ts";
import { NO_FAULTS, someFaults } from "./faults.ts";
import { Fencing } from "./fencing.ts";
import { IngestProcess, TENANT, type World } from "./ingest-process.ts";
import { People } from "./people.ts";
import { brokenAtRest, brokenByClaims, brokenNow, essenceOf } from "./promises.ts";
import { Random } from "./random.ts";
import { Scheduler, storeTimeOf } from "./scheduler.ts";
import { openInMemoryStore } from "./store/store.ts";

const KEPT_LINES = 80;
const MINUTE = 60_000;
/** Two comparisons of five minutes, a lease, and the longest pauses before other tries. */
const TO_REST = 40 * MINUTE;
/** Eight tries of a file that kills every parser, with their pauses. */
const TO_GIVE_UP = 20 * MINUTE;
/** Two comparisons, in which nothing may be found that differs. */
const QUIET = 11 * MINUTE;
const MOST_ACTIONS = 100;
/** How long a version is kept after it was live. */
const KEPT = 10 * MINUTE;
const BAD_DOCUMENTS = 4;
/** R4: how long a neighbour may wait that comes after bad documents; a dozen calls of 2 to 30 ms. */
const NEIGHBOURS_WAIT = 2_000;

export interface History {
  readonly digest: string;
  readonly trace: string;
}

/**
 * One history of a bucket and the real handlers, all of it decided by the seed: first with faults, then without, until
 * nothing is left to do. @throws Error with the seed, the broken promise and the last steps.
 */
export async function simulate(seed: number, keptLines = KEPT_LINES): Promise<History> {
  const random = new Random(seed);
  const scheduler = new Scheduler(keptLines);
  const world = newWorld(random, scheduler, random.chance(0.4), random.chance(0.3) ? 2 : 1);
  world.faults = someFaults(random);
  const names = world.isEmbedded ? ["A"] : ["A", "B"];
  const processes = names.map((name) => new IngestProcess(name, world));
  const people = new People(world, processes);
  const history = (): History => ({
    digest: scheduler.digest,
    trace: scheduler.trace,
  });
  const must = (broken: string | undefined) => {
    if (broken !== undefined)
      throw new Error(`${broken}\nSEED=${seed} replays it. The last steps:\n${scheduler.trace}`);
  };
  const run = (milliseconds: number) =>
    scheduler.runUntil(scheduler.now + milliseconds, () => {
      if (!world.isUnchecked) return;
      world.isUnchecked = false;
      must(brokenNow(world, people));
    });

  for (const process of processes) process.start();
  await run(letFaultsHappen(world, processes, people));

  scheduler.note("from here on nothing fails");
  world.faults = NO_FAULTS;
  for (const process of processes) {
    process.wakeUp();
    // Some are never started again: they must get over what happened by themselves.
    if (!process.isAlive || random.chance(0.3)) process.restart();
  }
  people.settleBuckets();
  await run(TO_REST / 2);
  people.settleBuckets();
  await run(TO_REST / 2);
  must(brokenAtRest(world));

  await meetBadDocument(world, people, run, must);

  people.switchByForce();
  await run(MINUTE);
  people.replay(random.integer(1, 3));
  await run(TO_GIVE_UP);
  must(brokenAtRest(world));
  const before = new Map(world.fencing.claims);
  await run(QUIET);
  must(brokenByClaims(world, before));

  const clean = await cleanRun(world);
  const [got, expected] = [essenceOf(world), essenceOf(clean)];
  if (!isDeepStrictEqual(got, expected))
    must(`R2: the rows are not those of one clean run\n${firstDifference(got, expected)}`);
  return history();
}

/**
 * The first part of such a history, with people who ask meanwhile of a process that crashes as well; says how much was answered,
 * and how much of it from before. @throws Error with the seed, the broken promise and the last steps
 */
export async function simulateAsking(seed: number): Promise<{ answers: number; hits: number }> {
  const random = new Random(seed);
  const scheduler = new Scheduler(KEPT_LINES);
  const world = newWorld(random, scheduler, random.chance(0.4), random.chance(0.3) ? 2 : 1);
  world.faults = someFaults(random);
  const names = world.isEmbedded ? ["A"] : ["A", "B"];
  const processes = names.map((name) => new IngestProcess(name, world));
  const people = new People(world, processes);
  for (const process of processes) process.start();
  const askers = new Askers(world, seed);
  const end = letFaultsHappen(world, processes, people);
  const own = new Random(seed);
  for (let at = 0; at < end; at += own.between(1, 2_000)) {
    scheduler.after(at, () => void askers.ask());
    if (own.chance(0.05)) scheduler.after(at, () => askers.crash());
  }
  await scheduler.runUntil(end + MINUTE, () => {
    if (world.isUnchecked) askers.observe();
    world.isUnchecked = false;
    if (askers.broken !== undefined)
      throw new Error(`${askers.broken}\nSEED=${seed} replays it. The last steps:\n${scheduler.trace}`);
  });
  return askers;
}

function newWorld(random: Random, scheduler: Scheduler, isEmbedded: boolean, buckets: number): World {
  const world: World = {
    scheduler,
    random,
    faults: NO_FAULTS,
    isUnchecked: false,
    store: openInMemoryStore(storeTimeOf(scheduler), KEPT, {
      chunks: 1,
      pause: () => Promise.reject(new Error("Each program writes by way of its own.")),
      onTaken: () => undefined,
    }),
    buckets: [],
    fencing: new Fencing(),
    isEmbedded,
    canListen: random.chance(0.8),
    listeners: new Set(),
    pipelineOf: () => pipelineOf(1, "small"),
  };
  const names = ["docs", "more"].slice(0, buckets);
  return Object.assign(world, { buckets: names.map((name) => new SimulatedBucket(name, world)) });
}

/** Schedules what people and misfortune do; says how long it goes on. */
function letFaultsHappen(world: World, processes: readonly IngestProcess[], people: People): number {
  const { random, scheduler, faults } = world;
  const actions = random.integer(10, MOST_ACTIONS);
  const usualPause = random.pick([300, 5_000, 30_000]) ?? 0;
  let end = 0;
  for (let action = 0; action < actions; action++) {
    // Some things happen in the same moment.
    end += random.chance(0.3) ? random.between(0, 50) : 2 * usualPause * random.next();
    scheduler.after(end, () => people.act());
  }
  for (let at = 0; at < end; at += MINUTE) {
    for (const process of processes) {
      const when = at + random.between(0, MINUTE);
      if (random.chance(faults.crashes))
        scheduler.after(when, () => {
          process.crash();
          scheduler.after(random.between(100, 3 * MINUTE), () => process.start());
        });
      if (random.chance(faults.stalls))
        scheduler.after(when, () => process.stall(random.between(1_000, 20 * MINUTE)));
    }
  }
  return end;
}

/** R4: good documents come right after bad ones, enough of these for every hand that could be busy with one. */
async function meetBadDocument(
  world: World,
  people: People,
  run: (milliseconds: number) => Promise<void>,
  must: (broken: string | undefined) => void,
): Promise<void> {
  const { random, buckets, store } = world;
  const bucket = random.pick(buckets);
  if (bucket === undefined) return;
  const mark = random.pick([MARKS.corrupt, MARKS.endless, MARKS.deadly]);
  for (let bad = 0; bad < BAD_DOCUMENTS; bad++) {
    people.put(bucket, `bad-${bad}.md`, `This file is ${mark}.`);
    await run(200);
  }
  const keys = Array.from({ length: 5 }, (_, index) => `neighbour-${index}.md`);
  for (const key of keys) people.put(bucket, key, `${key} arrives.`);
  await run(NEIGHBOURS_WAIT);
  for (const row of store.rows.documentsOf(TENANT, bucket.name))
    if (keys.includes(row.key) && row.live === null) must(`R4: ${row.key} waits for bad documents`);
}

/** The same objects, met once by one process to which nothing ever happens. */
async function cleanRun(world: World): Promise<World> {
  const scheduler = new Scheduler(1);
  const clean = newWorld(new Random(0), scheduler, true, world.buckets.length);
  for (const bucket of clean.buckets) {
    const original = world.buckets.find(({ name }) => name === bucket.name);
    for (const [key, object] of original?.objects ?? []) bucket.objects.set(key, { ...object, settledAt: 0 });
  }
  clean.pipelineOf = (bucket) =>
    world.store.rows.bucket(TENANT, bucket).serving?.description ?? world.pipelineOf(bucket);
  new IngestProcess("clean", clean).start();
  await scheduler.runUntil(TO_GIVE_UP, () => undefined);
  return clean;
}

function firstDifference(got: readonly unknown[], expected: readonly unknown[]): string {
  const index = got.findIndex((row, at) => !isDeepStrictEqual(row, expected[at]));
  const show = (row: unknown) => JSON.stringify(row, null, 1);
  return `got ${show(got[index])}\nexpected ${show(expected[index === -1 ? got.length : index])}`;
}
