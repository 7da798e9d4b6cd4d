import type { Bucket, Claim, FetchedObject } from "@footnote/contracts";
import { expect, test } from "vitest";
import type { AttendedBucket } from "../../../services/ingest/attend.ts";
import { Pipelines } from "../../../services/ingest/pipeline.ts";
import { startWorker } from "../../../services/ingest/worker.ts";
import { openPipelineOn, pipelineOf } from "./content.ts";
import { NO_FAULTS } from "./faults.ts";
import { READER, silentLog, TENANT } from "./ingest-process.ts";
import { Program } from "./program.ts";
import { Random } from "./random.ts";
import { Scheduler, storeTimeOf } from "./scheduler.ts";
import { visibleChunks } from "./store/passages.ts";
import { inMemoryCatalogue, openInMemoryStore } from "./store/store.ts";

const MINUTE = 60_000;
const READING = 45 * MINUTE;

/** Two processes that work on the same bucket, in which lies one document that takes three quarters of an hour to read. */
async function twoProcesses() {
  const scheduler = new Scheduler(1);
  const surroundings = { scheduler, random: new Random(1), faults: NO_FAULTS, isUnchecked: false };
  const pause = () => Promise.resolve();
  const batches = { chunks: 10, pause, onTaken: () => undefined };
  const { rows } = openInMemoryStore(storeTimeOf(scheduler), MINUTE, batches);
  const bytes = Buffer.from("A long story.");
  const object: FetchedObject = {
    key: "long.md",
    bytes,
    size: bytes.length,
    modifiedAt: scheduler.date(),
    etag: "e",
  };
  const bucket = { name: "docs", head: async () => object, fetch: async () => object } as unknown as Bucket;
  const claims: { by: string; claim: Claim }[] = [];
  const live: string[] = [];
  const unused = (): never => {
    throw new Error("Nothing here asks for it.");
  };
  const start = async (name: string) => {
    const program = new Program(name, surroundings);
    const inner = inMemoryCatalogue(rows, storeTimeOf(scheduler), batches);
    const catalogue: typeof inner = {
      ...inner,
      claim: (...asked) =>
        program.call("claim", async () => {
          const given = await inner.claim(...asked);
          claims.push(...given.map((claim) => ({ by: name, claim })));
          return given;
        }),
      renew: (given) => program.call("renew", () => inner.renew(given)),
      commit: (...version) =>
        program.call("commit", async () => {
          const isLive = await inner.commit(...version);
          if (isLive) live.push(name);
          return isLive;
        }),
    };
    const parts = {
      tenant: TENANT,
      buckets: [{ bucket, changes: { subscribe: unused }, pipeline: pipelineOf(1, "small") }],
      catalogue,
      openPipeline: (description: ReturnType<typeof pipelineOf>) => {
        const opened = openPipelineOn(program)(description);
        const read: typeof opened.read = async (source, options) => {
          await program.clock.sleep(READING, options.signal);
          options.signal?.throwIfAborted();
          return opened.read(source, options);
        };
        return { ...opened, read };
      },
      canary: undefined,
      limits: { fileBytes: 1_000 },
      deletions: { documents: 20, percent: 30, waitSeconds: 600 },
      clock: program.clock,
      random: () => 0,
      log: silentLog,
      onIdle: pause,
    };
    const attended = { bucket, isThere: () => true } as unknown as AttendedBucket;
    startWorker(parts, await Pipelines.open(parts), new Map([["docs", attended]]));
    return program;
  };
  const catalogue = inMemoryCatalogue(rows, storeTimeOf(scheduler), batches);
  await catalogue.attachBucket(TENANT, { name: "docs", folder: null, readers: READER.principals });
  await catalogue.look(TENANT, "docs", ["long.md"], "change");
  const programs = [await start("A"), await start("B")];
  const pass = (milliseconds: number) => scheduler.runUntil(scheduler.now + milliseconds, () => undefined);
  const answerable = () => visibleChunks(rows, READER, undefined).map(({ chunk }) => chunk.text);
  return { scheduler, programs, claims, live, pass, answerable };
}

test("a document that takes longer than any lease is read once, by the process that began, while another one idles", async () => {
  const { claims, pass, answerable } = await twoProcesses();
  await pass(READING + MINUTE);
  expect(claims).toHaveLength(1);
  expect(answerable()).toEqual(["A long story."]);
});

test("of a process that stands still it is taken over once, and what that one brings later counts for nothing", async () => {
  const { scheduler, programs, claims, live, pass, answerable } = await twoProcesses();
  await pass(10 * MINUTE);
  const first = claims[0]?.by;
  const stalled = programs.find(({ name }) => name === first);
  if (stalled === undefined) throw new Error("Nobody claimed it.");
  stalled.stalledUntil = scheduler.now + 20 * MINUTE;
  await pass(5 * MINUTE);
  expect(claims.map(({ by }) => by === first)).toEqual([true, false]);
  await pass(READING + MINUTE);
  expect(claims).toHaveLength(2);
  expect(live).toEqual([claims[1]?.by]);
  expect(answerable()).toEqual(["A long story."]);
});
