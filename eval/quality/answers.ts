/**
 * How good the answers are, judged by rules that a person can check:
 *
 *     npx node eval/quality/answers.ts FOLDER QUESTIONS.jsonl [--data DIR] [--json] [--show] [--model URL=NAME]
 *
 * FOLDER is indexed and asked over HTTP, as people ask. Prints how many answers are right and whole, wrong, refused
 * though answerable, and declined where nothing answers; the answer yield (of the questions for which the first two
 * sections that search returns hold all that is asked for, the share for which the answer does); how long the answers
 * are; and each miss. `--data` keeps the index for the next run, `--show` prints every answer. With `--model` a
 * language model writes the answers, and what became of its sentences is printed, too; `--context` tells how many tokens
 * it can read, `--from` and `--to` take some of the questions, by their places, since a small model takes its time.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { loadConfiguration } from "@footnote/runtime";
import { up } from "../../services/cli/commands/up.ts";
import { askOverHttp, searchOverHttp } from "./ask-over-http.ts";
import { type Judged, judge, proseWords, type Verdict } from "./judge-answers.ts";
import { readJudgedQuestions } from "./judged-question.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    data: { type: "string" },
    json: { type: "boolean", default: false },
    show: { type: "boolean", default: false },
    model: { type: "string" },
    context: { type: "string", default: "4096" },
    from: { type: "string" },
    to: { type: "string" },
  },
});
const [folder, file] = positionals;
if (folder === undefined || file === undefined) {
  console.error(
    "Usage: npx node eval/quality/answers.ts FOLDER QUESTIONS.jsonl [--data DIR] [--json] [--show] [--model URL=NAME]",
  );
  process.exit(1);
}

const all = await readJudgedQuestions(file);
const questions = all.slice(Number(values.from ?? 0), Number(values.to ?? all.length));
const data =
  values.data === undefined ? await mkdtemp(join(tmpdir(), "footnote-answers-")) : resolve(values.data);
try {
  const judged = await judgeAll();
  if (values.json) console.log(JSON.stringify(judged));
  else print(judged);
} finally {
  if (values.data === undefined) await rm(data, { recursive: true, force: true });
}

async function judgeAll(): Promise<Judged[]> {
  const footnote = await up(
    loadConfiguration({
      environment: {},
      directory: tmpdir(),
      overrides: {
        data,
        log: "error",
        buckets: [{ name: "documents", folder: resolve(folder ?? "") }],
        listen: { port: 0 },
        answers: answersOf(values.model),
      },
    }),
  );
  try {
    await footnote.settled();
    const judged: Judged[] = [];
    for (const question of questions) {
      const answer = await askOverHttp(footnote.url, question.question);
      const sections = await searchOverHttp(footnote.url, question.question, 2);
      judged.push(
        judge(
          question,
          answer,
          sections.map(({ text }) => text),
        ),
      );
    }
    return judged;
  } finally {
    await footnote.close();
  }
}

/** @param model its address and name, such as "http://127.0.0.1:18601/v1=qwen" */
function answersOf(model: string | undefined) {
  if (model === undefined) return {};
  const [baseUrl = "", name = ""] = model.split("=");
  // A small model on processors that are busy reads a prompt for a minute and more.
  return {
    model: { baseUrl, name, contextTokens: Number(values.context), firstTokenSeconds: 600, tokenSeconds: 60 },
  };
}

function print(judged: readonly Judged[]): void {
  const count = (verdict: Verdict) => judged.filter((one) => one.verdict === verdict).length;
  const answerable = judged.filter(({ question }) => question.answerable);
  const others = judged.length - answerable.length;
  const share = (part: number, all: number) =>
    `${part} of ${all}${all === 0 ? "" : ` (${((100 * part) / all).toFixed(1)} %)`}`;
  console.log(`right and whole: ${share(count("right"), answerable.length)}`);
  console.log(`wrong or not whole: ${share(count("wrong"), answerable.length)}`);
  console.log(`refused though answerable: ${share(count("refused"), answerable.length)}`);
  console.log(`declined where nothing answers: ${share(count("declined"), others)}`);
  for (const [index, name] of ["first section holds", "first two sections hold"].entries()) {
    const held = answerable.filter((one) => one.held[index]);
    const said = held.filter(({ verdict }) => verdict === "right");
    const refused = held.filter(({ verdict }) => verdict === "refused");
    console.log(
      `where the ${name} all that is asked for: ${share(said.length, held.length)} answers do, ${refused.length} were refused`,
    );
  }
  const paged = judged.filter(({ rightPage, verdict }) => rightPage !== undefined && verdict === "right");
  if (paged.length > 0)
    console.log(`right page cited: ${share(paged.filter((one) => one.rightPage).length, paged.length)}`);
  const words = answerable
    .filter(({ answer }) => answer.status === "answered")
    .map(({ answer }) => proseWords(answer))
    .sort((a, b) => a - b);
  console.log(`words outside tables and lists, median: ${words[words.length >> 1] ?? 0}`);
  const writings = judged.flatMap(({ answer }) => answer.writing ?? []);
  if (values.model !== undefined) {
    const sum = (of: (writing: (typeof writings)[number]) => number) =>
      writings.reduce((total, writing) => total + of(writing), 0);
    const reasons = judged.map(
      ({ answer }) => answer.unwritten?.code ?? (answer.writing ? "written" : "not asked"),
    );
    console.log(
      `written: ${share(writings.length, judged.length)}; ${JSON.stringify(
        Object.groupBy(reasons, (reason) => reason),
        (_, value) => (Array.isArray(value) ? value.length : value),
      )}`,
    );
    console.log(
      `sentences shown: ${sum(({ shown }) => shown)}, of which ${sum(({ recited }) => recited)} cited something else or nothing; dropped: ${sum(({ dropped }) => dropped)}`,
    );
  }
  for (const one of judged) {
    const isMiss = !["right", "declined"].includes(one.verdict);
    if (isMiss || values.show)
      console.log(
        `\n${one.question.id} ${one.verdict}: ${one.question.question}\n${indented(one.answer.text)}`,
      );
  }
}

function indented(text: string): string {
  return `    ${text.slice(0, 1_500).replaceAll("\n", "\n    ")}`;
}
