// How soon a delete and a change take effect while a backfill runs, beside the same when idle, in one run:
//   node eval/speed/while-backfilling.ts [FOLDER] [--samples N] [--backfill FILES] [--json]
// A file that is deleted from the folder is gone when a search has come back without it; a file deleted by the interface
// must be gone with the acknowledgement; a file that is changed is there when a search has come back with its new word.
// Searches go over HTTP to a Footnote in a process of its own, one after the other with a pause. The backfill
// is made of the Markdown files of FOLDER (default: the sample handbook), over and over, each time with another title,
// so that no vector is there already; FILES must be so many that it outlasts the measurement.
import { mkdir, mkdtemp, rm, unlink, writeFile } from "node:fs/promises";
import { availableParallelism, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { readMarkdown, SAMPLE } from "./markdown.ts";
import { type Server, startServer } from "./server.ts";
import { percentile, timed } from "./timing.ts";

const BUCKET = "docs";
const POLL_MILLISECONDS = 30;
/** What the issue asks for, at the 99th percentile. */
const LIMITS = { deletedFile: 1_000, deletedByInterface: 1_000, changedFile: 10_000 };

type Kind = keyof typeof LIMITS;
type Times = Record<Kind, number[]>;

/** All in milliseconds. */
interface Measured {
  readonly times: Times;
  readonly searches: readonly number[];
  /** How often something came back after its delete was acknowledged. */
  readonly found: number;
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    samples: { type: "string", default: "100" },
    backfill: { type: "string", default: "15000" },
    json: { type: "boolean", default: false },
  },
});
const samples = Number(values.samples);
const texts = await readMarkdown(positionals[0] ?? SAMPLE);
const root = await mkdtemp(join(tmpdir(), "footnote-backfilling-"));
const folder = join(root, BUCKET);
const data = join(root, "data");

for (const phase of ["idle", "busy"]) {
  for (const kind of Object.keys(LIMITS)) {
    await mkdir(join(folder, phase, kind), { recursive: true });
    for (let index = 0; index < samples; index++) await write(`${phase}/${kind}/${index}.md`, index, "calm");
  }
}
let server = await startServer(data, BUCKET, folder);
await server.settled(2 * Object.keys(LIMITS).length * samples);
const idle = await measure(server, "idle");
await server.close();

await writeBackfill(Number(values.backfill));
server = await startServer(data, BUCKET, folder);
while ((await server.status()).documents.queued < samples) await pause();
const begun = await server.status();
const busy = await measure(server, "busy");
const { documents } = await server.status();
// Of the last minute: far above the number of cores, others were at work too.
const load = loadavg()[0] ?? 0;
await server.close();
await rm(root, { recursive: true });
if (documents.queued < samples)
  throw new Error(`The backfill was over before the measurement; name more files with --backfill.`);

const kinds = Object.keys(LIMITS) as Kind[];
const report = {
  samples,
  load,
  cores: availableParallelism(),
  // Two of the three kinds delete what was live.
  backfilled: documents.live - begun.documents.live + 2 * samples,
  stillQueued: documents.queued,
  foundAfterAcknowledgement: idle.found + busy.found,
  idle: summaries(idle),
  whileBackfilling: summaries(busy),
  ratioOfP99: Object.fromEntries(kinds.map((kind) => [kind, p99(busy.times[kind]) / p99(idle.times[kind])])),
  limits: LIMITS,
};
if (values.json) console.log(JSON.stringify(report));
else {
  const names: Record<Kind, string> = {
    deletedFile: "a deleted file is found no more",
    deletedByInterface: "a delete by the interface is acknowledged",
    changedFile: "a changed file is answerable",
  };
  console.log(
    `${samples} of each; meanwhile ${report.backfilled} files were read in and ${report.stillQueued} still waited; load ${load.toFixed(1)} on ${report.cores} cores`,
  );
  for (const kind of kinds) {
    const within = p99(busy.times[kind]) <= LIMITS[kind] ? "within" : "BEYOND";
    console.log(`${names[kind]} (p99 ${within} ${LIMITS[kind] / 1_000} s)`);
    console.log(line("idle", idle.times[kind]));
    console.log(line("while backfilling", busy.times[kind]));
    console.log(`  ratio of the p99s   ${(p99(busy.times[kind]) / p99(idle.times[kind])).toFixed(2)}`);
  }
  console.log("a search meanwhile, which is a part of each of these times");
  console.log(line("idle", idle.searches));
  console.log(line("while backfilling", busy.searches));
  console.log(`found by any route after the acknowledgement: ${report.foundAfterAcknowledgement} times`);
}

/** The three kinds at once, each one after the other. */
async function measure(server: Server, phase: string): Promise<Measured> {
  const times: Times = { deletedFile: [], deletedByInterface: [], changedFile: [] };
  const searches: number[] = [];
  let found = 0;
  const finds = async (key: string, word: string): Promise<boolean> => {
    const start = performance.now();
    const results = await server.search(`What is ${word}?`);
    searches.push(performance.now() - start);
    return results.some((result) => result.key === key && result.text.includes(word));
  };
  const each = async (kind: Kind, sample: (key: string, index: number) => Promise<number>) => {
    for (let index = 0; index < samples; index++)
      times[kind].push(await sample(`${phase}/${kind}/${index}.md`, index));
  };
  await Promise.all([
    each("deletedFile", async (key, index) => {
      return timed(async () => {
        await unlink(join(folder, key));
        while (await finds(key, wordOf(key, index, "calm"))) await pause();
      });
    }),
    each("deletedByInterface", async (key, index) => {
      const word = wordOf(key, index, "calm");
      const document = await documentOf(server, key, word);
      const milliseconds = await timed(() => remove(server, key));
      if (await finds(key, word)) found++;
      if ((await fetch(`${server.url}/api/documents/${document}`)).status !== 404) found++;
      return milliseconds;
    }),
    each("changedFile", async (key, index) => {
      return timed(async () => {
        await write(key, index, "changed");
        while (!(await finds(key, wordOf(key, index, "changed")))) await pause();
      });
    }),
  ]);
  return { times, searches, found };
}

async function documentOf(server: Server, key: string, word: string): Promise<string> {
  const found = (await server.search(`What is ${word}?`)).find((result) => result.key === key);
  if (found === undefined) throw new Error(`${key} is not answerable.`);
  return found.document;
}

async function remove(server: Server, key: string): Promise<void> {
  const response = await fetch(`${server.url}/api/buckets/${BUCKET}/objects/${key}`, { method: "DELETE" });
  if (!response.ok) throw new Error(await response.text());
}

function write(key: string, index: number, state: string): Promise<void> {
  const word = wordOf(key, index, state);
  return writeFile(join(folder, key), `# Page ${index}\n\nThe word of page ${index} is ${word}.\n`);
}

/** Stands in no other file. */
function wordOf(key: string, index: number, state: string): string {
  return `${key.split("/").slice(0, 2).join("")}${state}x${index}x`.toLowerCase();
}

async function writeBackfill(files: number): Promise<void> {
  await mkdir(join(folder, "backfill"));
  for (let index = 0; index < files; index++) {
    const text = `# Handbook number ${index}\n\n${texts[index % texts.length]}\n`;
    await writeFile(join(folder, "backfill", `${index}.md`), text);
  }
}

function summaries({ times, searches }: Measured) {
  return {
    ...Object.fromEntries(kinds.map((kind) => [kind, summary(times[kind])])),
    search: summary(searches),
  };
}

function summary(times: readonly number[]) {
  const at = (quantile: number) => percentile(times, quantile);
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99), max: at(1), times: times.length };
}

function p99(times: readonly number[]): number {
  return percentile(times, 0.99);
}

function line(name: string, times: readonly number[]): string {
  const { times: count, ...figures } = summary(times);
  const shown = Object.entries(figures).map(
    ([figure, milliseconds]) => `${figure} ${(milliseconds / 1_000).toFixed(2)} s`,
  );
  return `  ${name.padEnd(18)} ${shown.join("   ")}   (${count} times)`;
}

function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, POLL_MILLISECONDS));
}
