import type { Bucket, FetchedObject, Lane } from "@footnote/contracts";
import { expect, test } from "vitest";
import { ByteBudget } from "../../../services/ingest/byte-budget.ts";
import { ingestDocument } from "../../../services/ingest/document.ts";
import { EmbeddingReuse } from "../../../services/ingest/embedding-reuse.ts";
import { Pipelines } from "../../../services/ingest/pipeline.ts";
import { MARKS, openPipelineOn, pipelineOf } from "./content.ts";
import { NO_FAULTS } from "./faults.ts";
import { READER, silentLog, TENANT } from "./ingest-process.ts";
import { Program } from "./program.ts";
import { Random } from "./random.ts";
import { Scheduler, storeTimeOf } from "./scheduler.ts";
import { visibleChunks } from "./store/passages.ts";
import { openInMemoryStore } from "./store/store.ts";

/** Interleavings that a simulation meets once in thousands of histories, by hand. */
async function staging() {
  const scheduler = new Scheduler(1);
  const program = new Program("A", {
    scheduler,
    random: new Random(1),
    faults: NO_FAULTS,
    isUnchecked: false,
  });
  const pause = () => Promise.resolve();
  const batches = { chunks: 10, pause, onTaken: () => undefined };
  const { catalogue, rows } = openInMemoryStore(storeTimeOf(scheduler), 60_000, batches);
  let etags = 0;
  const written = (text: string): FetchedObject => {
    const bytes = Buffer.from(text);
    return { key: "a.md", bytes, size: bytes.length, modifiedAt: scheduler.date(), etag: `e${++etags}` };
  };
  await catalogue.attachBucket(TENANT, { name: "docs", folder: null, readers: READER.principals });
  const unused = (): never => {
    throw new Error("Nothing here asks for it.");
  };
  /** Looks at the document once; the bucket shows the one object and then gives the other. */
  async function ingest(paragraphs: number, lane: Lane, seen: FetchedObject, fetched = seen) {
    const bucket: Bucket = {
      name: "docs",
      place: unused,
      recognise: unused,
      peek: unused,
      list: unused,
      head: async () => seen,
      fetch: async () => fetched,
    };
    const parts = {
      tenant: TENANT,
      buckets: [{ bucket, changes: { subscribe: unused }, pipeline: pipelineOf(paragraphs, "small") }],
      catalogue,
      openPipeline: openPipelineOn(program),
      canary: undefined,
      limits: { fileBytes: 1_000 },
      deletions: { documents: 20, percent: 30, waitSeconds: 600 },
      clock: program.clock,
      random: () => 0,
      log: silentLog,
      onIdle: pause,
    };
    const shared = {
      parts,
      pipelines: await Pipelines.open(parts),
      embeddings: new EmbeddingReuse(catalogue),
      deletionsOf: unused,
      budget: new ByteBudget(1_000),
      signal: new AbortController().signal,
    };
    await catalogue.look(TENANT, "docs", ["a.md"], lane);
    const [claim] = await catalogue.claim(TENANT, ["docs"], ["change", "backfill", "staging"], 1);
    if (claim === undefined) throw new Error("nothing to claim");
    const outcome = ingestDocument(shared, bucket, claim);
    await scheduler.runUntil(scheduler.now + 1_000, () => undefined);
    return outcome;
  }
  const answerable = () => visibleChunks(rows, READER, undefined).map(({ chunk }) => chunk.text);
  return { written, ingest, answerable };
}

test("R1: what was overwritten while it was staged, back and forth, is answerable as it is now", async () => {
  const { written, ingest, answerable } = await staging();
  const low = written("Low tide.");
  await ingest(1, "change", low);
  await ingest(2, "staging", low, written("High tide."));
  const lowAgain = written("Low tide.");
  await ingest(2, "change", lowAgain);
  const highAgain = written("High tide.");
  await ingest(2, "staging", lowAgain, highAgain);
  await ingest(2, "change", highAgain);
  expect(answerable()).toEqual(["High tide."]);
});

test("R1: what only the next pipeline cannot read is no dead letter because it was overwritten while it was staged", async () => {
  const { written, ingest, answerable } = await staging();
  const low = written("Low tide.");
  await ingest(1, "change", low);
  const changed = written(`High tide ${MARKS.unpaired}.`);
  expect(await ingest(2, "staging", low, changed)).not.toBe("dead");
  expect(answerable()).toEqual(["Low tide."]);
  await ingest(2, "change", changed);
  expect(answerable()).toEqual([`High tide ${MARKS.unpaired}.`]);
});
