// Chunks per second of the bundled embedder beside the bare ONNX session that it rests on, taking turns in one run:
//   node eval/speed/embedding.ts [--texts N] [--json]
// The session runs alone in this thread, with its default threads, on inputs tokenised and sorted by length
// beforehand, so it has less to do than the embedder. It is measured twice: with batches, and with one text per run.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { openBundledEmbedder, openTokenCounter } from "@footnote/models";
import { BATCH_TOKENS, openBareSession } from "./bare-session.ts";
import { percentile, timed } from "./timing.ts";

const TURNS = 5;
const ROOT = join(import.meta.dirname, "..", "..");

const { values } = parseArgs({
  options: { texts: { type: "string", default: "200" }, json: { type: "boolean", default: false } },
});
const texts = await mixedTexts(Number(values.texts));

const opening = performance.now();
const embedder = await openBundledEmbedder();
const openMilliseconds = performance.now() - opening;

const session = await openBareSession();
const inBatches = session.prepare(texts, BATCH_TOKENS);
const oneByOne = session.prepare(texts, 0);

const ways = {
  embedder: () => embedder.embed(texts, { as: "passage", priority: "background" }),
  sessionInBatches: () => session.run(inBatches),
  sessionOneByOne: () => session.run(oneByOne),
};
const names = Object.keys(ways) as (keyof typeof ways)[];
const rates = { embedder: [] as number[], sessionInBatches: [] as number[], sessionOneByOne: [] as number[] };
// The first turn only warms up.
for (let turn = 0; turn <= TURNS; turn++) {
  for (const name of names) {
    const rate = (1_000 * texts.length) / (await timed(ways[name]));
    if (turn > 0) rates[name].push(rate);
  }
}
const questions: number[] = [];
for (let at = 0; at < 200; at++) {
  questions.push(
    await timed(() =>
      embedder.embed([`How many days of leave are there in year ${at}?`], {
        as: "question",
        priority: "question",
      }),
    ),
  );
}
await embedder.close();

const median = (numbers: readonly number[]) => percentile(numbers, 0.5);
const ratioTo = (name: keyof typeof rates) =>
  median(rates.embedder.map((rate, turn) => rate / (rates[name][turn] ?? Number.NaN)));
const result = {
  texts: texts.length,
  turns: TURNS,
  openMilliseconds,
  embedderPerSecond: median(rates.embedder),
  sessionInBatchesPerSecond: median(rates.sessionInBatches),
  sessionOneByOnePerSecond: median(rates.sessionOneByOne),
  ratioToBatches: ratioTo("sessionInBatches"),
  ratioToOneByOne: ratioTo("sessionOneByOne"),
  questionMilliseconds: { p50: percentile(questions, 0.5), p99: percentile(questions, 0.99) },
};
if (values.json) console.log(JSON.stringify(result));
else {
  const line = (name: string, rate: number, note = "") =>
    console.log(`${name.padEnd(38)}${rate.toFixed(1).padStart(8)} chunks/s${note}`);
  console.log(`${result.texts} texts of 20 to 240 tokens, median of ${result.turns} turns`);
  line("Footnote's embedder", result.embedderPerSecond);
  line(
    `bare session, batches of ${BATCH_TOKENS} tokens`,
    result.sessionInBatchesPerSecond,
    `   ratio ${result.ratioToBatches.toFixed(2)}`,
  );
  line(
    "bare session, one text per run",
    result.sessionOneByOnePerSecond,
    `   ratio ${result.ratioToOneByOne.toFixed(2)}`,
  );
  const { p50, p99 } = result.questionMilliseconds;
  console.log(
    `a question: p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms; opening: ${openMilliseconds.toFixed(0)} ms`,
  );
}

/** Pieces of the sample handbook, of 20 to 240 tokens, the same in every run. */
async function mixedTexts(count: number): Promise<string[]> {
  const counter = await openTokenCounter(embedder.model.tokenizer.name);
  const handbook = join(ROOT, "eval", "quality", "handbook");
  const words = readdirSync(handbook, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".md"))
    .sort()
    .flatMap((name) => readFileSync(join(handbook, name), "utf8").split(/\s+/));
  let random = 1;
  let at = 0;
  return Array.from({ length: count }, () => {
    // Numerical Recipes' linear congruential generator.
    random = (random * 1_664_525 + 1_013_904_223) % 2 ** 32;
    const wanted = 20 + (random / 2 ** 32) * 200;
    const piece: string[] = [];
    for (let tokens = 0; tokens < wanted; at++) {
      const word = words[at % words.length] ?? "";
      piece.push(word);
      tokens += counter.count(word);
    }
    return piece.join(" ");
  });
}
