// What answers that are given again cost and how long they last, over HTTP:
//   node eval/speed/cache.ts CORPUS QUESTIONS UNRELATED [--documents 20] [--rounds 20] [--json]
// CORPUS is a folder of documents, QUESTIONS a file of lines with a `question` each, UNRELATED a folder of documents that have
// nothing to do with them. Each that is added ends so many of the answers; of some of these it is then among the sections that
// the new answer is drawn from, the others were ended in vain.
import { cp, mkdir, mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { parseArgs } from "node:util";
import type { Answer } from "@footnote/contracts";
import { loadConfiguration } from "@footnote/runtime";
import { openEmbedded } from "../../services/cli/embedded.ts";
import { type Server, startServer } from "./server.ts";
import { percentile, timed } from "./timing.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    documents: { type: "string", default: "20" },
    rounds: { type: "string", default: "20" },
    json: { type: "boolean", default: false },
  },
});
const [corpus, file, unrelated] = positionals;
if (corpus === undefined || file === undefined || unrelated === undefined)
  throw new Error(
    "Usage: node eval/speed/cache.ts CORPUS QUESTIONS UNRELATED [--documents 20] [--rounds 20] [--json]",
  );

const lines = (await readFile(file, "utf8")).split("\n").filter((line) => line.trim() !== "");
const questions = [...new Set(lines.map((line) => (JSON.parse(line) as { question: string }).question))];
const folder = await mkdtemp(join(tmpdir(), "footnote-cache-"));
const bucket = join(folder, "bucket");
await cp(corpus, bucket, { recursive: true });
const data = join(folder, "data");
await mkdir(data);
await letNearQuestionsIn(data);
const server = await startServer(data, "corpus", bucket);

async function ask({ url }: Server, question: string): Promise<Answer> {
  const response = await fetch(`${url}/api/answer`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ question }),
  });
  const data = /event: answer\ndata: (.*)\n/.exec(await response.text())?.[1];
  if (data === undefined) throw new Error("It was not answered.");
  return JSON.parse(data) as Answer;
}

/** Switches the layer of near questions on, whatever they would be answered: how fast it is, and not how right. */
async function letNearQuestionsIn(data: string): Promise<void> {
  const footnote = await openEmbedded(
    loadConfiguration({ environment: {}, directory: data, overrides: { data, log: "error" } }),
  );
  const { id: model } = footnote.embedder.model;
  const calibration = { model, threshold: 0.8, calibratedAt: new Date(), evidence: {} };
  await footnote.store.answers.calibrate(footnote.reader.tenant, model, calibration);
  await footnote.close();
}

/** Another text that asks the same. */
function reworded(question: string): string {
  return question
    .replace(/^How do I /, "How can I ")
    .replace(/^What is /, "What's ")
    .replace(/^Which /, "What ")
    .replace(/\bI have to\b/, "I must");
}

/** How many of these questions are answered anew, and of how many the new answer considered what was not live before. */
async function answeredAnew(before: ReadonlySet<string>): Promise<{ ended: number; inVain: number }> {
  let ended = 0;
  let inVain = 0;
  for (const question of lasting) {
    const { cached, searched } = await ask(server, question);
    if (cached !== undefined) continue;
    ended += 1;
    if (searched.found.every(({ document }) => before.has(document))) inVain += 1;
  }
  return { ended: ended / lasting.length, inVain: inVain / lasting.length };
}

async function liveDocuments(): Promise<Set<string>> {
  const live = new Set<string>();
  for (let after = ""; ; ) {
    const response = await fetch(`${server.url}/api/documents?limit=100${after}`);
    if (!response.ok) throw new Error(await response.text());
    const page = (await response.json()) as { documents: { document: string }[]; next: string | null };
    for (const { document } of page.documents) live.add(document);
    if (page.next === null) return live;
    after = `&after=${encodeURIComponent(page.next)}`;
  }
}

const { documents } = await server.settled(1);
const anew: number[] = [];
/** That nothing was found is kept for seconds in any case. */
const lasting: string[] = [];
for (const question of questions) {
  let answer: Answer | undefined;
  anew.push(
    await timed(async () => {
      answer = await ask(server, question);
    }),
  );
  if (answer?.status !== "not_found") lasting.push(question);
}
const hits: number[] = [];
for (let round = 0; round < Number(values.rounds); round++)
  for (const question of lasting) hits.push(await timed(() => ask(server, question)));

const alike: string[] = [];
for (const question of lasting.map(reworded))
  if ((await ask(server, question)).cached?.layer === "semantic") alike.push(question);
const near: number[] = [];
for (let round = 0; round < Number(values.rounds); round++)
  for (const question of alike) near.push(await timed(() => ask(server, question)));

const added: { readonly name: string; readonly ended: number; readonly inVain: number }[] = [];
const files = (await readdir(unrelated, { recursive: true, withFileTypes: true }))
  .filter((entry) => entry.isFile() && /\.(?:md|html|txt)$/.test(entry.name) && !/^readme/i.test(entry.name))
  .map((entry) => join(entry.parentPath, entry.name))
  .sort()
  .slice(0, Number(values.documents));
// What was answered while documents came in is answered once more first.
await answeredAnew(new Set());
for (const [at, path] of files.entries()) {
  const { documents } = await server.status();
  const before = await liveDocuments();
  await cp(path, join(bucket, `added-${at}-${basename(path)}`));
  await server.settled(documents.live + 1);
  added.push({ name: basename(path), ...(await answeredAnew(before)) });
}
await server.close();
await rm(folder, { recursive: true });

const summary = (times: readonly number[]) => ({
  p50: percentile(times, 0.5),
  p99: percentile(times, 0.99),
  times: times.length,
});
const mean = (shares: readonly number[]) => shares.reduce((sum, one) => sum + one, 0) / shares.length;
const report = {
  documents: documents.live,
  questions: questions.length,
  kept: lasting.length,
  anew: summary(anew),
  exactHit: summary(hits),
  semanticHit: summary(near),
  endedByUnrelated: {
    mean: mean(added.map(({ ended }) => ended)),
    inVain: mean(added.map(({ inVain }) => inVain)),
    each: added,
  },
};
if (values.json) console.log(JSON.stringify(report));
else {
  const line = (name: string, { p50, p99, times }: ReturnType<typeof summary>) =>
    `${name.padEnd(24)} p50 ${p50.toFixed(1).padStart(7)} ms  p99 ${p99.toFixed(1).padStart(7)} ms  (${times} times)`;
  console.log(`${report.documents} documents, ${report.questions} questions, ${report.kept} answers kept`);
  console.log(line("answered anew", report.anew));
  console.log(line("given again", report.exactHit));
  console.log(line("given to a near one", report.semanticHit));
  const percent = (share: number) => `${(100 * share).toFixed(2)} %`;
  const { endedByUnrelated: all } = report;
  console.log(
    `a document that has nothing to do with them ends ${percent(all.mean)} of the answers, ${percent(all.inVain)} in vain`,
  );
  for (const { name, ended, inVain } of added)
    console.log(`  ${name.padEnd(50)} ${percent(ended).padStart(8)} ${percent(inVain).padStart(8)} in vain`);
}
