// Memory and throughput while a bucket of many small files is ingested, tenth by tenth:
//   node eval/speed/many-files.ts [--count N] [--json]
// Everything is real (folder, watching, parser process, chunker, queues, PGlite with its indexes) but for the model: a
// function of a few microseconds stands in for it, since it is memory and queues that are measured, and the model would
// take most of the time without holding anything.
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { openAnalyzer } from "@footnote/analysis";
import { openFolderBucket } from "@footnote/buckets";
import type { Embedder } from "@footnote/contracts";
import { DEFAULT_LIMITS } from "@footnote/parsing";
import { openLogger, systemClock } from "@footnote/runtime";
import { openIngest, openReader, pipelineFactory } from "@footnote/service-ingest";
import { openPgliteStore } from "@footnote/store";
import { heldMegabytes, residentMegabytes } from "./memory.ts";

const TENANT = "speed";
const FILES_IN_FOLDER = 1_000;
const DIMENSIONS = 384;
const KEEP_MILLISECONDS = 86_400_000;
const TENTHS = 10;

interface Sample {
  readonly files: number;
  readonly seconds: number;
  /** In this tenth. */
  readonly filesPerSecond: number;
  /** Resident megabytes of Footnote's process and of the parsers below it. */
  readonly own: number;
  readonly children: number;
  /** Megabytes of the main thread's objects, garbage collected. */
  readonly held: number;
}

const { values } = parseArgs({
  options: { count: { type: "string", default: "100000" }, json: { type: "boolean", default: false } },
});
const count = Number(values.count);
const root = await mkdtemp(join(tmpdir(), "footnote-many-"));
const folder = join(root, "files");
await writeFiles(folder);

if (!values.json)
  console.log(`${count} files of about ${textOf(0).length} bytes, with a stand-in for the model`);
const samples: Sample[] = [];
await ingest();
await rm(root, { recursive: true });

const total = ({ own, children }: Sample) => own + children;
const [first] = samples;
const last = samples.at(-1);
if (first === undefined || last === undefined) throw new Error("Nothing was measured.");
const ratio = total(last) / total(first);
if (values.json) console.log(JSON.stringify({ count, ratio, samples }));
else console.log(`resident memory at the end: ${ratio.toFixed(2)} x after the first tenth`);

async function ingest(): Promise<void> {
  const embedder = standIn();
  const analyzer = openAnalyzer();
  const store = await openPgliteStore(join(root, "data"), {
    models: [embedder.model],
    analyzer,
    now: systemClock.now,
    elapsed: () => performance.now(),
    keepMilliseconds: KEEP_MILLISECONDS,
  });
  const reader = openReader({ ...DEFAULT_LIMITS, maxSeconds: 120, maxMemoryMegabytes: 1_024 });
  const pipelines = pipelineFactory(reader, analyzer, [embedder]);
  const log = openLogger("warn");
  const bucket = await openFolderBucket({
    name: "many",
    folder,
    onWatchError: (err) => log.error({ err }, "Watching failed."),
  });
  await store.catalogue.attachBucket(TENANT, { name: "many", folder, readers: ["everyone"] });

  const done = Promise.withResolvers<void>();
  const started = performance.now();
  let live = 0;
  let sampling: Promise<void> = Promise.resolve();
  const sample = async (files: number) => {
    const seconds = (performance.now() - started) / 1_000;
    const resident = await residentMegabytes();
    const before = samples.at(-1) ?? { files: 0, seconds: 0 };
    const filesPerSecond = (files - before.files) / (seconds - before.seconds);
    const taken: Sample = { files, seconds, filesPerSecond, ...resident, held: heldMegabytes() };
    samples.push(taken);
    if (!values.json) print(taken);
    if (files === count) done.resolve();
  };
  const service = await openIngest({
    tenant: TENANT,
    buckets: [{ bucket, changes: bucket.changes, pipeline: pipelines.describe({ strategy: "structure" }) }],
    catalogue: {
      ...store.catalogue,
      // Counted here, since asking for the status of so many would take the database's time.
      async commit(claim, version) {
        const isLive = await store.catalogue.commit(claim, version);
        if (isLive && ++live % Math.ceil(count / TENTHS) === 0) {
          const files = live;
          sampling = sampling.then(() => sample(files));
        }
        return isLive;
      },
    },
    openPipeline: pipelines.open,
    limits: { fileBytes: 1024 ** 2 },
    deletions: { documents: 20, percent: 30, waitSeconds: 600 },
    canary: undefined,
    clock: systemClock,
    random: Math.random,
    log,
    onIdle: () => store.maintain(),
  });
  await done.promise;
  await sampling;
  await service.close();
  await reader.close();
  await store.close();
}

function print({ files, seconds, filesPerSecond, own, children, held }: Sample): void {
  console.log(
    [
      `${String(files).padStart(7)} files`,
      `${seconds.toFixed(0).padStart(5)} s`,
      `${filesPerSecond.toFixed(1).padStart(6)} files/s`,
      `resident ${(own + children).toFixed(0).padStart(5)} MB (parsers ${children.toFixed(0)})`,
      `held by the main thread ${held.toFixed(1)} MB`,
    ].join("   "),
  );
}

/** A vector from the words of a text: texts that share words lie near each other, as they do with a model. */
function standIn(): Embedder {
  const vectorOf = (text: string): Float32Array => {
    const vector = new Float32Array(DIMENSIONS);
    for (const word of text.toLowerCase().split(/\W+/)) {
      // FNV-1a, each word moving some of the dimensions up or down.
      let hash = 0x811c9dc5;
      for (let at = 0; at < word.length; at++) hash = Math.imul(hash ^ word.charCodeAt(at), 0x01000193);
      for (let at = 0; at < 16; at++) {
        hash = Math.imul(hash ^ at, 0x01000193);
        const place = (hash >>> 8) % DIMENSIONS;
        vector[place] = (vector[place] ?? 0) + (hash & 1 ? 1 : -1);
      }
    }
    const length = Math.hypot(...vector);
    return vector.map((entry) => entry / length);
  };
  return {
    model: {
      id: "stand-in",
      dimensions: DIMENSIONS,
      maxTokens: 256,
      tokenizer: { name: "all-MiniLM-L6-v2", counts: "estimated" },
      pooling: "mean",
      prefixes: { question: "", passage: "" },
    },
    embed: async (texts) => texts.map(vectorOf),
    close: async () => undefined,
  };
}

async function writeFiles(folder: string): Promise<void> {
  for (let start = 0; start < count; start += FILES_IN_FOLDER) {
    const part = join(folder, `part-${start / FILES_IN_FOLDER}`);
    await mkdir(part, { recursive: true });
    for (let index = start; index < Math.min(count, start + FILES_IN_FOLDER); index++)
      await writeFile(join(part, `note-${index}.md`), textOf(index));
  }
}

/** A note of one chunk, with some words of a few thousand and its own number. */
function textOf(index: number): string {
  let random = index + 1;
  const word = () => {
    // Numerical Recipes' linear congruential generator.
    random = (random * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return `w${(random >>> 8) % 4_000}ord`;
  };
  const sentence = () => `${Array.from({ length: 10 }, word).join(" ")}.`;
  return `# Note ${index}\n\n${sentence()} ${sentence()}\n\nIts number is n${index}x. ${sentence()}\n`;
}
