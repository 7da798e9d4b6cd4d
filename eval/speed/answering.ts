// How soon an answer that a language model writes is there when many ask, over HTTP, with a model that plays a script
// (the first token after .3 s, 80 tokens a second, 120 tokens):
//   node eval/speed/answering.ts FOLDER QUESTIONS [--rate 20] [--seconds 30] [--json]
// FOLDER holds documents, QUESTIONS is a file of lines with a `question` each. Questions come at random moments, so many a second,
// whether those before them are answered or not (an open loop); one that is turned away (503) or breaks off is a failure. Before
// that each question is asked alone: what search takes, and from the question to the prompt.
import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { parseArgs } from "node:util";
import { randomOf } from "@footnote/evaluation";
import { processorMilliseconds } from "./processor-time.ts";
import type { Played } from "./scripted-model.ts";
import { startServer } from "./server.ts";
import { percentile, timed } from "./timing.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rate: { type: "string", default: "20" },
    seconds: { type: "string", default: "30" },
    json: { type: "boolean", default: false },
  },
});
const [documents, file] = positionals;
if (documents === undefined || file === undefined)
  throw new Error("Usage: node eval/speed/answering.ts FOLDER QUESTIONS [--rate 20] [--seconds 30] [--json]");

/** One question with its moments, in milliseconds since 1970. */
interface Asked {
  readonly question: string;
  readonly sent: number;
  /** When the first part of the answer came. */
  readonly firstPart: number | undefined;
  readonly ended: number;
  /** Undefined where it was answered. */
  readonly failure: string | undefined;
  readonly isWritten: boolean;
}

type Spread = ReturnType<typeof spread>;

interface Report {
  readonly documents: number;
  readonly rate: number;
  /** Of a search without an answer. */
  readonly search: Spread;
  /**
   * Milliseconds that the service computed for one question, searched for once and answered once, all of its threads together: on a busy machine what
   * it waits says little, and this tells how many a second its processors have.
   */
  readonly processor: number;
  readonly alone: Stages;
  readonly many: Stages;
}

type Stages = Awaited<ReturnType<typeof stages>>;

const now = () => performance.timeOrigin + performance.now();
const lines = (await readFile(file, "utf8")).split("\n").filter((line) => line.trim() !== "");
const questions = [...new Set(lines.map((line) => (JSON.parse(line) as { question: string }).question))];
const model = fork(join(import.meta.dirname, "scripted-model.ts"));
const [port] = await once(model, "message");
const played: Played[] = [];
model.on("message", (one: Played) => played.push(one));
const data = await mkdtemp(join(tmpdir(), "footnote-answering-"));
const server = await startServer(data, "documents", documents, {
  FOOTNOTE_ANSWERS_BASE_URL: `http://127.0.0.1:${port}/v1`,
  FOOTNOTE_ANSWERS_MODEL: "scripted",
});
try {
  const status = await server.settled(1);
  // What is loaded at first use is loaded now.
  for (const question of questions.slice(0, 5)) await ask(question);
  const computedBefore = await processorMilliseconds(server.pid);
  const search: number[] = [];
  const alone: Asked[] = [];
  for (const question of questions) {
    search.push(await timed(() => server.search(question)));
    alone.push(await ask(question));
  }
  const computed = (await processorMilliseconds(server.pid)) - computedBefore;
  const quiet = await stages(alone);
  const many = await stages(await askMany(Number(values.rate), Number(values.seconds)));
  const report: Report = {
    documents: status.documents.live,
    rate: Number(values.rate),
    search: spread(search),
    processor: computed / questions.length,
    alone: quiet,
    many,
  };
  if (values.json) console.log(JSON.stringify(report));
  else print(report);
} finally {
  await server.close();
  model.kill();
  await rm(data, { recursive: true });
}

/** Exponential gaps between questions, the same ones in every run. */
async function askMany(rate: number, seconds: number): Promise<Asked[]> {
  const random = randomOf(1);
  const all: Promise<Asked>[] = [];
  const begun = performance.now();
  for (let at = 0, count = 0; at < seconds * 1_000; count += 1) {
    await setTimeout(Math.max(0, begun + at - performance.now()));
    all.push(ask(questions[count % questions.length] as string));
    at += (-Math.log(1 - random()) / rate) * 1_000;
  }
  return Promise.all(all);
}

async function ask(question: string): Promise<Asked> {
  const sent = now();
  let firstPart: number | undefined;
  let text = "";
  const asked = (failure?: string): Asked => ({
    question,
    sent,
    firstPart,
    ended: now(),
    failure,
    isWritten: text.includes('"writing":'),
  });
  try {
    const response = await fetch(`${server.url}/api/answer`, {
      method: "POST",
      // Answered anew, and kept: nothing of the way is left out.
      headers: { "Content-Type": "application/json", "Cache-Control": "no-cache" },
      body: JSON.stringify({ question }),
    });
    if (!response.ok) return asked(`status ${response.status}`);
    const decoder = new TextDecoder();
    for await (const bytes of response.body ?? []) {
      text += decoder.decode(bytes, { stream: true });
      if (text.includes("event: part")) firstPart ??= now();
    }
    return asked(text.includes("event: answer") ? undefined : "broke off");
  } catch (error) {
    return asked(String(error));
  }
}

/** What the answers took, stage by stage: those that the model wrote, matched with what it told of them. */
async function stages(all: readonly Asked[]) {
  // What the model's process told last is still on its way.
  await setTimeout(200);
  const answered = all.filter(({ failure }) => failure === undefined);
  const written = answered.flatMap((asked) => {
    const one = played.find(
      (each) => each.question === asked.question && each.asked >= asked.sent && each.asked <= asked.ended,
    );
    if (one === undefined || !asked.isWritten || asked.firstPart === undefined) return [];
    played.splice(played.indexOf(one), 1);
    return [{ asked, one, firstPart: asked.firstPart }];
  });
  played.length = 0;
  const failures = Object.groupBy(
    all.flatMap(({ failure }) => failure ?? []),
    (failure) => failure,
  );
  return {
    asked: all.length,
    answered: answered.length,
    written: written.length,
    failures: Object.fromEntries(Object.entries(failures).map(([name, each]) => [name, each?.length ?? 0])),
    // One that failed took for ever.
    whole: spread(
      all.map(({ sent, ended, failure }) =>
        failure === undefined ? ended - sent : Number.POSITIVE_INFINITY,
      ),
    ),
    toPrompt: spread(written.map(({ asked, one }) => one.asked - asked.sent)),
    toFirstToken: spread(written.map(({ one }) => one.firstToken - one.asked)),
    writing: spread(written.map(({ one }) => one.ended - one.firstToken)),
    afterwards: spread(written.map(({ asked, one }) => asked.ended - one.ended)),
    firstSentenceVerified: spread(written.map(({ one, firstPart }) => firstPart - one.firstSentence)),
  };
}

function spread(times: readonly number[]) {
  return { p50: percentile(times, 0.5), p99: percentile(times, 0.99) };
}

function print({ documents, rate, search, processor, alone, many }: Report): void {
  const line = (name: string, { p50, p99 }: Spread, ofWhole?: Spread) =>
    `  ${name.padEnd(46)} p50 ${p50.toFixed(0).padStart(6)} ms  p99 ${p99.toFixed(0).padStart(6)} ms${
      ofWhole === undefined ? "" : `  ${((100 * p50) / ofWhole.p50).toFixed(0).padStart(3)} % of the whole`
    }`;
  for (const [how, stages] of [
    ["one after the other", alone],
    [`${rate} a second, an open loop`, many],
  ] as const) {
    const failures = Object.entries(stages.failures).map(([name, count]) => `${count} x ${name}`);
    console.log(
      `${documents} documents, ${how}: ${stages.answered} of ${stages.asked} answered, ${stages.written} by the model${failures.map((each) => `; ${each}`).join("")}`,
    );
    console.log(line("the whole answer", stages.whole));
    console.log(line("from the question to the prompt", stages.toPrompt, stages.whole));
    if (stages === alone) console.log(line("  a search alone", search, stages.whole));
    console.log(line("the model's first token", stages.toFirstToken, stages.whole));
    console.log(line("the model writes", stages.writing, stages.whole));
    console.log(line("from its last token to the end", stages.afterwards, stages.whole));
    console.log(line("from its first sentence to that one verified", stages.firstSentenceVerified));
    if (stages === alone)
      console.log(
        `  computed for one question, searched and answered: ${processor.toFixed(0)} ms of a processor`,
      );
  }
}
