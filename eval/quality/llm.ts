/**
 * How good answers are that a language model writes, next to those without one, on the same questions:
 *
 *     npm run test:llm [-- QUESTIONS --documents FOLDER] [--model URL=NAME] [--context 1800] [--limit N] [--out DIR]
 *                      [--sentences FILE]
 *
 * Without QUESTIONS it asks those of eval/quality/dev/judged-wiki.jsonl about the development bucket, and without `--model` the
 * small model of infra/local/language-model.sh is started for it, and ended afterwards: it is slow, so count a minute for each
 * question. Each answer is on disk when it is made, and the same words go on where a run ended. Prints how many answerable
 * questions are answered and rightly, and what became of the sentences. `--sentences` writes each sentence that was shown with
 * its quotes, one JSON object a line, for a person to add whether they support it (`footnote eval judge`).
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { basename, extname, join, resolve } from "node:path";
import { setTimeout } from "node:timers/promises";
import { parseArgs } from "node:util";
import { isDeclined, type QuestionResult, readRun } from "@footnote/evaluation";

const PORT = 18_601;
const ROOT = join(import.meta.dirname, "../..");
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    documents: { type: "string", default: join(import.meta.dirname, "dev/bucket") },
    model: { type: "string" },
    context: { type: "string", default: "1800" },
    limit: { type: "string", default: "60" },
    out: { type: "string", default: "evaluations" },
    sentences: { type: "string" },
  },
});
const [questions = join(import.meta.dirname, "dev/judged-wiki.jsonl")] = positionals;
const [baseUrl = "", name = ""] = (values.model ?? `http://127.0.0.1:${PORT}/v1=qwen`).split("=");
const server =
  values.model === undefined
    ? spawn(join(ROOT, "infra/local/language-model.sh"), [`${PORT}`, "4096"], { stdio: "ignore" })
    : undefined;
try {
  await untilUp();
  const [without = [], written = []] = await ask();
  print(without, written);
  if (values.sentences !== undefined) await writeFile(values.sentences, sentencesOf(written));
} finally {
  server?.kill();
}

/** What came of the questions, without the model and with it. */
async function ask(): Promise<(readonly QuestionResult[])[]> {
  const out = resolve(values.out);
  await mkdir(out, { recursive: true });
  const suite = basename(questions, extname(questions));
  const cut = join(out, `${suite}-${values.limit}.jsonl`);
  const lines = (await readFile(questions, "utf8")).trim().split("\n").slice(0, Number(values.limit));
  await writeFile(cut, lines.map((line) => `${line}\n`).join(""));
  const seconds = { firstTokenSeconds: 600, tokenSeconds: 300 };
  const model = { baseUrl, name, contextTokens: Number(values.context), ...seconds };
  const settings = { without: {}, written: { answers: { model } } };
  const files = Object.keys(settings).map((each) => join(out, `${each}.yaml`));
  // JSON is YAML, too.
  for (const [at, own] of Object.values(settings).entries())
    await writeFile(files[at] as string, JSON.stringify({ ...own, log: "error" }));
  const footnote = spawn(
    process.execPath,
    [
      join(ROOT, "services/cli/footnote.js"),
      ...["eval", "run", cut, "--documents", values.documents, "--out", out],
      ...files.flatMap((file) => ["--config", file]),
    ],
    { stdio: ["ignore", "ignore", "inherit"] },
  );
  const [code] = await once(footnote, "exit");
  if (code !== 0) throw new Error("The questions were not all asked: the same words go on where it ended.");
  const folders = Object.keys(settings).map((each) => join(out, basename(cut, ".jsonl"), `config=${each}`));
  return Promise.all(folders.map(async (folder) => (await readRun(folder)).results));
}

async function untilUp(): Promise<void> {
  while (
    !(await fetch(`${baseUrl}/models`).then(
      ({ ok }) => ok,
      () => false,
    ))
  ) {
    if (server === undefined) throw new Error(`Nothing answers at ${baseUrl}/models.`);
    if (server.exitCode !== null || server.signalCode !== null)
      throw new Error("The language model's server ended: see infra/local/language-model.sh.");
    await setTimeout(1_000);
  }
}

function sentencesOf(results: readonly QuestionResult[]): string {
  const lines = results.flatMap(({ id, question, answer }) =>
    answer?.writing === undefined
      ? []
      : answer.parts.map(({ text, citations }, at) => ({
          id: `${id}-${at + 1}`,
          question,
          statement: text,
          passages: citations.map(({ quote }) => quote),
        })),
  );
  return lines.map((line) => `${JSON.stringify(line)}\n`).join("");
}

function print(without: readonly QuestionResult[], written: readonly QuestionResult[]): void {
  const share = (part: number, all: number) =>
    `${part} of ${all}${all === 0 ? "" : ` (${((100 * part) / all).toFixed(1)} %)`}`;
  const isAnswered = ({ answer }: QuestionResult) => answer !== undefined && !isDeclined(answer.status);
  for (const [how, results] of [
    ["without a model", without],
    ["with it", written],
  ] as const) {
    const answerable = results.filter((one) => one.answerable);
    const others = results.filter((one) => !one.answerable);
    const right = answerable.filter(({ measures }) => measures.right === 1).length;
    console.log(
      `${how}: answered ${share(answerable.filter(isAnswered).length, answerable.length)}, right ${share(right, answerable.length)}, declined where nothing answers ${share(others.filter((one) => !isAnswered(one)).length, others.length)}`,
    );
  }
  const writings = written.flatMap(({ answer }) => answer?.writing ?? []);
  const sum = (of: (writing: (typeof writings)[number]) => number) =>
    writings.reduce((total, writing) => total + of(writing), 0);
  const citations = written.flatMap(({ answer }) => answer?.parts.flatMap((part) => part.citations) ?? []);
  console.log(
    `answers written: ${share(writings.length, written.length)}; sentences shown ${sum(({ shown }) => shown)}, cited from elsewhere than the model did ${sum(({ recited }) => recited)}, dropped ${sum(({ dropped }) => dropped)}, asked again in ${writings.filter(({ askedAgain }) => askedAgain).length}`,
  );
  console.log(
    `quotes that stand word for word where they say: ${share(citations.filter(({ isVerbatim }) => isVerbatim).length, citations.length)}`,
  );
  const reasons = Map.groupBy(
    written.flatMap(({ answer }) => answer?.unwritten?.code ?? []),
    (code) => code,
  );
  for (const [code, all] of reasons) console.log(`the documents' own words, ${code}: ${all.length}`);
}
