// How long HTTP goes unanswered, how long the thread that serves stops, and how much memory Footnote takes with all its
// processes, while a folder fills with files that multiply, that are slow, or that are large; beside the same of an idle
// Footnote in the same run. Models are stood in
// for by a server of eight dimensions, so that what is measured is not the wait for vectors.
//   node eval/speed/hostile.ts [--characters 50000000] [--minutes 10] [--json]
import { createHash } from "node:crypto";
import { once } from "node:events";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { multiplyingFiles, words } from "../../test/integrity/hostile/multiplying-files.ts";
import type { LoopDelay } from "./loop-delay.ts";
import { treeMegabytes } from "./memory.ts";
import { startServer } from "./server.ts";
import { percentile } from "./timing.ts";

const IDLE_MILLISECONDS = 10_000;
const DIMENSIONS = 8;

const { values } = parseArgs({
  options: {
    characters: { type: "string", default: "50000000" },
    minutes: { type: "string", default: "10" },
    json: { type: "boolean", default: false },
  },
});

const root = await mkdtemp(join(tmpdir(), "footnote-hostile-"));
const folder = join(root, "bucket");
await mkdir(folder);
await writeFile(join(folder, "tides.md"), "# Tides\n\nThe harbour opens two hours before high water.");
const model = await startModel();
const server = await startServer(join(root, "data"), "hostile", folder, {
  FOOTNOTE_EMBEDDING_PROVIDER: "openai-compatible",
  FOOTNOTE_EMBEDDING_BASE_URL: model.url,
  FOOTNOTE_EMBEDDING_MODEL: "stand-in",
  FOOTNOTE_EMBEDDING_DIMENSIONS: String(DIMENSIONS),
  FOOTNOTE_EMBEDDING_MAX_TOKENS: "256",
});
try {
  await server.settled(1);
  const idle = await measured(() => sleep(IDLE_MILLISECONDS));
  const files: Record<string, Uint8Array> = {
    ...multiplyingFiles(),
    "large.txt": Buffer.from(words(Number(values.characters))),
  };
  let neighbourAfter = Number.NaN;
  const hostile = await measured(async () => {
    for (const [key, bytes] of Object.entries(files)) await writeFile(join(folder, key), bytes);
    const begun = performance.now();
    await writeFile(join(folder, "neighbour.md"), "# Neighbour\n\nA zephyr came after all of them.");
    const until = begun + Number(values.minutes) * 60_000;
    while (performance.now() < until) {
      if (
        Number.isNaN(neighbourAfter) &&
        (await server.search("zephyr")).some(({ key }) => key === "neighbour.md")
      )
        neighbourAfter = (performance.now() - begun) / 1_000;
      const { live, dead, skipped, queued, failed } = (await server.status()).documents;
      // Until all of them were noticed nothing is queued either: the two others are what was there and the neighbour.
      if (live + dead + skipped >= Object.keys(files).length + 2 && queued + failed === 0) break;
      await sleep(500);
    }
  });
  const { documents, problems } = await server.status();
  if (values.json) console.log(JSON.stringify({ idle, hostile, neighbourAfter, documents, problems }));
  else {
    print("idle", idle);
    print("hostile", hostile);
    console.log(`a good file after all of them is answerable after ${neighbourAfter.toFixed(1)} s`);
    console.log(JSON.stringify(documents));
    for (const { key, code, reason } of problems) console.log(`  ${key}: ${code}: ${reason}`);
  }
} finally {
  await server.close();
  model.close();
  await rm(root, { recursive: true, force: true });
}

interface Figures {
  /** Milliseconds until an answer. */
  readonly live: { p99: number; longest: number };
  readonly search: { p99: number; longest: number };
  readonly loop: LoopDelay;
  /** When Footnote and the processes below it held the most together. */
  readonly megabytes: { own: number; children: number };
  readonly seconds: number;
}

/** What whoever asks meets while the work lasts. */
async function measured(work: () => Promise<void>): Promise<Figures> {
  const done = new AbortController();
  const begun = performance.now();
  const asking = { live: [] as number[], search: [] as number[] };
  let megabytes = { own: 0, children: 0 };
  const again = async (pause: number, each: () => Promise<void>) => {
    while (!done.signal.aborted) {
      await each();
      await sleep(pause);
    }
  };
  const timed = async (into: number[], ask: () => Promise<unknown>) => {
    const asked = performance.now();
    await ask();
    into.push(performance.now() - asked);
  };
  const probes = [
    again(20, () => timed(asking.live, async () => (await fetch(`${server.url}/livez`)).text())),
    again(500, () => timed(asking.search, () => server.search("When does the harbour open?"))),
    again(250, async () => {
      const now = await treeMegabytes(server.pid);
      if (now.own + now.children > megabytes.own + megabytes.children) megabytes = now;
    }),
  ];
  await server.loopDelay();
  await work();
  done.abort();
  await Promise.all(probes);
  const of = (times: number[]) => ({ p99: percentile(times, 0.99), longest: Math.max(...times) });
  return {
    live: of(asking.live),
    search: of(asking.search),
    loop: await server.loopDelay(),
    megabytes,
    seconds: (performance.now() - begun) / 1_000,
  };
}

function print(when: string, { live, search, loop, megabytes, seconds }: Figures): void {
  const of = ({ p99, longest }: Figures["live"]) =>
    `p99 ${p99.toFixed(0)} ms, longest ${longest.toFixed(0)} ms`;
  const { own, children } = megabytes;
  console.log(
    `${when.padEnd(8)} ${seconds.toFixed(0).padStart(4)} s   livez ${of(live)}   search ${of(search)}`,
  );
  console.log(
    `${"".padEnd(15)} the serving thread: longest stop ${loop.longest.toFixed(0)} ms, most computed at once ${loop.computing.toFixed(0)} ms`,
  );
  console.log(
    `${"".padEnd(15)} memory ${(own + children).toFixed(0)} MB: ${own.toFixed(0)} of Footnote, ${children.toFixed(0)} of processes below it`,
  );
}

/** An embeddings endpoint that hashes. */
async function startModel() {
  const answering = createServer(async (request, response) => {
    const body: Buffer[] = [];
    for await (const part of request) body.push(part as Buffer);
    const { input } = JSON.parse(Buffer.concat(body).toString()) as { input: string[] };
    const data = input.map((text, index) => {
      const hash = createHash("sha256").update(text).digest();
      return { index, embedding: Array.from({ length: DIMENSIONS }, (_, at) => (hash[at] ?? 0) + 1) };
    });
    response.setHeader("Content-Type", "application/json").end(JSON.stringify({ data }));
  }).listen(0, "127.0.0.1");
  await once(answering, "listening");
  return {
    url: `http://127.0.0.1:${(answering.address() as AddressInfo).port}/v1`,
    close: () => answering.close(),
  };
}
