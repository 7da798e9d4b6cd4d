// How fast a search over HTTP is, its question embedded, idle and while documents are ingested, on an index that
// `npx footnote eval run SET --data DIR` left behind:  node eval/speed/search.ts SET DIR [--json]
import { appendFile, copyFile, mkdir, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { openBeirDataset } from "@footnote/evaluation";
import { openBundledEmbedder } from "@footnote/models";
import { startServer } from "./server.ts";
import { percentile, timed } from "./timing.ts";

const WARM_UP = 30;
const INGESTED = 400;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: "boolean", default: false } },
});
const [set, data] = positionals;
if (set === undefined || data === undefined)
  throw new Error("Usage: node eval/speed/search.ts SET DIR [--json]");

const questions = [...(await openBeirDataset(set)).queries.values()];
const bucket = join(data, "eval-bucket");
const added = join(bucket, "added");
await rm(added, { recursive: true, force: true });

// The floor of any search: the model alone, in the same run.
const embedder = await openBundledEmbedder();
const embedding: number[] = [];
for (const question of questions)
  embedding.push(await timed(() => embedder.embed([question], { as: "question", priority: "question" })));
await embedder.close();

const server = await startServer(join(data, "eval-index"), "eval", bucket);
const { documents } = await server.settled(1);
for (const question of questions.slice(0, WARM_UP)) await server.search(question);
const idle: number[] = [];
for (const question of questions) idle.push(await timed(() => server.search(question)));

const files = (await readdir(bucket)).filter((name) => name.endsWith(".html")).slice(0, INGESTED);
await mkdir(added);
for (const name of files) {
  await copyFile(join(bucket, name), join(added, name));
  await appendFile(join(added, name), "<p>A paragraph that makes this another document.</p>");
}
const busy: number[] = [];
let queued = 0;
do {
  for (const question of questions.slice(0, 25)) busy.push(await timed(() => server.search(question)));
  queued = (await server.status()).documents.queued;
} while (queued > 0 || busy.length < 50);
await rm(added, { recursive: true });
await server.settled(1);
await server.close();

const summary = (times: readonly number[]) => ({
  p50: percentile(times, 0.5),
  p99: percentile(times, 0.99),
  searches: times.length,
});
const report = {
  documents: documents.live,
  embedding: summary(embedding),
  idle: summary(idle),
  whileIngesting: summary(busy),
};
if (values.json) console.log(JSON.stringify(report));
else {
  const line = (name: string, { p50, p99, searches }: ReturnType<typeof summary>) =>
    `${name.padEnd(34)} p50 ${p50.toFixed(1).padStart(6)} ms  p99 ${p99.toFixed(1).padStart(6)} ms  (${searches} times; p50 ${(p50 / report.embedding.p50).toFixed(1)} x the model alone)`;
  console.log(`${report.documents} documents`);
  console.log(line("embedding the question alone", report.embedding));
  console.log(line("search over HTTP, idle", report.idle));
  console.log(line("search over HTTP, while ingesting", report.whileIngesting));
}
