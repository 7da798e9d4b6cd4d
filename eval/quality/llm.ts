/**
 * How good answers are that a language model writes, next to those without one, on the development questions:
 *
 *     npm run test:llm [-- --model URL=NAME] [--context 1300] [--limit N] [--sentences FILE] [--data DIR]
 *
 * Without `--model` the small model of infra/local/language-model.sh is started for it, and ended afterwards: it is slow, so
 * count a minute for each question. Prints how many answerable questions are answered and rightly (a right passage is
 * quoted), and what became of the sentences. `--sentences` writes each sentence that was
 * shown with its quotes, one JSON object per line, for a person to judge; lines there are kept and gone on from. `--data` keeps
 * the index.
 */
import { spawn } from "node:child_process";
import { appendFile, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout } from "node:timers/promises";
import { parseArgs } from "node:util";
import type { Answer } from "@footnote/contracts";
import { loadConfiguration } from "@footnote/runtime";
import { up } from "../../services/cli/commands/up.ts";
import { askOverHttp } from "./ask-over-http.ts";
import { bucketOf, type Question, questionsOf } from "./questions.ts";

/** One question, as it is kept in the file of sentences. */
interface Asked {
  readonly id: string;
  readonly question: string;
  readonly answerable: boolean;
  readonly without: Outcome;
  readonly written: Outcome &
    Pick<Answer, "writing" | "unwritten"> & {
      readonly sentences: readonly { readonly text: string; readonly quotes: readonly string[] }[];
    };
}

interface Outcome {
  readonly status: Answer["status"];
  readonly isRight: boolean;
}

const PORT = 18_601;
const { values } = parseArgs({
  options: {
    model: { type: "string", default: `http://127.0.0.1:${PORT}/v1=qwen` },
    context: { type: "string", default: "1300" },
    limit: { type: "string", default: "60" },
    sentences: { type: "string" },
    data: { type: "string" },
  },
});
const isOwn = !process.argv.includes("--model");
const server = isOwn
  ? spawn(join(import.meta.dirname, "../../infra/local/language-model.sh"), [`${PORT}`, "2048"], {
      stdio: "ignore",
    })
  : undefined;
const root = await mkdtemp(join(tmpdir(), "footnote-llm-"));
try {
  print(await askAll());
} finally {
  server?.kill();
  await rm(root, { recursive: true, force: true });
}

async function askAll(): Promise<Asked[]> {
  const [baseUrl = "", name = ""] = values.model.split("=");
  if (isOwn) await untilUp(baseUrl);
  const seconds = { firstTokenSeconds: 600, tokenSeconds: 120 };
  const model = { baseUrl, name, contextTokens: Number(values.context), ...seconds };
  const known = values.sentences === undefined ? [] : await readKnown(values.sentences);
  const questions = (await questionsOf("dev")).toSorted(
    (a, b) => Number(b.answerable) - Number(a.answerable),
  );
  const left = questions
    .slice(0, Number(values.limit))
    .filter(({ id }) => !known.some((one) => one.id === id));
  const without = await answersTo(left, {});
  const asked: Asked[] = [...known];
  await answersTo(left, { model }, async (question, answer) => {
    const { id, answerable } = question;
    const one: Asked = {
      id,
      question: question.question,
      answerable,
      without: outcomeOf(question, without.get(id)),
      written: {
        ...outcomeOf(question, answer),
        ...(answer.writing && { writing: answer.writing }),
        ...(answer.unwritten && { unwritten: answer.unwritten }),
        sentences: answer.writing
          ? answer.parts.map(({ text, citations }) => ({ text, quotes: citations.map(({ quote }) => quote) }))
          : [],
      },
    };
    asked.push(one);
    if (values.sentences !== undefined) await appendFile(values.sentences, `${JSON.stringify(one)}\n`);
  });
  return asked;
}

async function answersTo(
  questions: readonly Question[],
  answers: object,
  onAnswer?: (question: Question, answer: Answer) => Promise<void>,
): Promise<Map<string, Answer>> {
  const footnote = await up(
    loadConfiguration({
      environment: {},
      directory: root,
      overrides: {
        data: values.data === undefined ? join(root, "index") : resolve(values.data),
        log: "error",
        buckets: [{ name: "sample", folder: bucketOf("dev") }],
        listen: { port: 0 },
        // No file is put into the documents of the project.
        freshness: { canary: false },
        answers,
      },
    }),
  );
  try {
    await footnote.settled();
    const all = new Map<string, Answer>();
    for (const question of questions) {
      const answer = await askOverHttp(footnote.url, question.question);
      all.set(question.id, answer);
      await onAnswer?.(question, answer);
    }
    return all;
  } finally {
    await footnote.close();
  }
}

async function untilUp(baseUrl: string): Promise<void> {
  while (
    !(await fetch(`${baseUrl}/models`).then(
      ({ ok }) => ok,
      () => false,
    ))
  ) {
    if (server?.exitCode !== null)
      throw new Error("The language model's server ended: see infra/local/language-model.sh.");
    await setTimeout(1_000);
  }
}

async function readKnown(path: string): Promise<Asked[]> {
  const lines = await readFile(path, "utf8").catch(() => "");
  return lines
    .split("\n")
    .filter((line) => line !== "")
    .map((line): Asked => JSON.parse(line));
}

function outcomeOf({ passages }: Question, answer: Answer | undefined): Outcome {
  const squeeze = (text: string) => text.replaceAll(/\s+/g, " ").trim();
  const isRight = (answer?.citations ?? []).some(({ key, quote }) =>
    passages.some(
      (passage) =>
        passage.key === key &&
        (squeeze(passage.quote).includes(squeeze(quote)) || squeeze(quote).includes(squeeze(passage.quote))),
    ),
  );
  return { status: answer?.status ?? "not_found", isRight };
}

function print(asked: readonly Asked[]): void {
  const share = (part: number, all: number) =>
    `${part} of ${all}${all === 0 ? "" : ` (${((100 * part) / all).toFixed(1)} %)`}`;
  const isAnswered = ({ status }: Outcome) => status !== "closest" && status !== "not_found";
  const answerable = asked.filter((one) => one.answerable);
  const others = asked.filter((one) => !one.answerable);
  for (const [name, of] of [
    ["without a model", (one: Asked): Outcome => one.without],
    ["with it", (one: Asked): Outcome => one.written],
  ] as const) {
    const answered = answerable.filter((one) => isAnswered(of(one)));
    console.log(
      `${name}: answered ${share(answered.length, answerable.length)}, a right passage quoted ${share(answered.filter((one) => of(one).isRight).length, answerable.length)}, declined where nothing answers ${share(others.filter((one) => !isAnswered(of(one))).length, others.length)}`,
    );
  }
  const writings = asked.flatMap(({ written }) => written.writing ?? []);
  const sum = (of: (writing: (typeof writings)[number]) => number) =>
    writings.reduce((total, writing) => total + of(writing), 0);
  console.log(
    `answers written: ${share(writings.length, asked.length)}; sentences shown ${sum(({ shown }) => shown)}, cited from elsewhere than the model did ${sum(({ recited }) => recited)}, dropped ${sum(({ dropped }) => dropped)}, asked again in ${writings.filter(({ askedAgain }) => askedAgain).length}`,
  );
  const reasons = Map.groupBy(
    asked.flatMap(({ written }) => written.unwritten?.code ?? []),
    (code) => code,
  );
  for (const [code, all] of reasons) console.log(`the documents' own words, ${code}: ${all.length}`);
}
