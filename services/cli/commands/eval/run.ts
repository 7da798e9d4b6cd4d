import { mkdir, writeFile } from "node:fs/promises";
import { basename, extname, join, resolve } from "node:path";
import { FootnoteError } from "@footnote/contracts";
import { addToHistory, type FinishedRun, htmlOf, type Judge, junitOf, openJudge } from "@footnote/evaluation";
import type { Command } from "commander";
import { type CommonOptions, command, type Surroundings } from "../../command.ts";
import { historyOf } from "../../evaluation/history-of.ts";
import { questionProgress } from "../../evaluation/question-progress.ts";
import { runSuite } from "../../evaluation/run-suite.ts";
import { openSuite } from "../../evaluation/suite.ts";
import { bySetup, type NamedConfiguration, variantsOf } from "../../evaluation/variants.ts";
import { openJudgeModel } from "../../models.ts";
import { progressBar } from "../../progress.ts";
import { judgeRuns, printChecks, REFUSED } from "./gate.ts";
import { printRuns, summaryOf } from "./print.ts";

interface RunCommandOptions extends CommonOptions {
  readonly config?: readonly string[];
  readonly vary?: readonly string[];
  readonly documents?: string;
  readonly url?: string;
  readonly out: string;
  readonly seed: string;
  readonly again?: true;
  readonly junit?: true;
  readonly html?: string;
  readonly gate?: string;
  readonly judge?: string | true;
  readonly verdicts?: string;
}

const several = (value: string, all: string[] = []) => [...all, value];

export function runCommand(surroundings: Surroundings): Command {
  return command(
    "run",
    "ask all questions of a suite, and measure what search finds and what answers say",
    "npx footnote eval run questions.yaml --documents ./policies --vary legs=lexical,dense,hybrid",
  )
    .argument("<suite...>", "a folder in BEIR's layout, or a JSONL or YAML file of questions")
    .option("--documents <dir>", "folder that the questions are about (default: the configured buckets)")
    .option("--url <url>", "ask a Footnote that runs there")
    .option("--config <file>", "settings to evaluate with; repeat it for several", several)
    .option(
      "--vary <name=values>",
      "evaluate each value of legs, fusion, lexical-weight, chunking, cache or reranker, e.g. fusion=min-max,rrf; repeat it for all combinations",
      several,
    )
    .option("--out <dir>", "where runs are kept, and gone on with", "evaluations")
    .option("--again", "make runs anew that are there")
    .option("--seed <number>", "what chance depends on", "1")
    .option("--junit", "print JUnit XML for a CI server")
    .option(
      "--judge [name]",
      "measure with a judge, too: the configured one (evaluation.judge), or the one of that name in --verdicts alone",
    )
    .option("--verdicts <file>", "where a judge's verdicts are kept, and taken from (default: in --out)")
    .option("--html <dir>", "write a page to look at, index.html, there")
    .option("--gate <file>", "then hold the runs to it, as eval gate does")
    .action(async (suites: string[], options: RunCommandOptions) => {
      const runs = await evalRun(surroundings, suites, options);
      if (options.junit) process.stdout.write(junitOf(runs));
      else if (options.json) process.stdout.write(`${JSON.stringify({ runs: runs.map(summaryOf) })}\n`);
      else process.stdout.write(`${printRuns(runs)}\n`);
      if (options.html !== undefined) {
        await mkdir(options.html, { recursive: true });
        await writeFile(join(options.html, "index.html"), htmlOf(runs));
      }
      if (options.gate === undefined) return;
      const checks = await judgeRuns(options.gate, runs);
      // What is printed for machines is one document.
      const out = options.json || options.junit ? process.stderr : process.stdout;
      out.write(`\n${printChecks(checks)}\n`);
      if (checks.some(({ held }) => !held)) process.exitCode = REFUSED;
    });
}

async function evalRun(
  surroundings: Surroundings,
  paths: readonly string[],
  options: RunCommandOptions,
): Promise<FinishedRun[]> {
  const variants = variantsOf(configurationsOf(surroundings, options), options.vary ?? []);
  const suites = await Promise.all(paths.map(openSuite));
  const twice = suites.find(({ name }, index) => suites.findIndex((other) => other.name === name) < index);
  if (twice !== undefined)
    throw new FootnoteError("request_invalid", `Two suites are called ${twice.name}.`, {
      action: "Give one of them another name, or run them one by one with --out.",
    });
  const out = resolve(options.out);
  await mkdir(out, { recursive: true });
  const judge = await judgeOf(surroundings, options);
  const runs: FinishedRun[] = [];
  for (const suite of suites) {
    for (const sameSetup of bySetup(variants)) {
      const files = progressBar();
      const questions = questionProgress();
      try {
        runs.push(
          ...(await runSuite(suite, sameSetup, {
            url: options.url?.replace(/\/+$/, ""),
            documents: options.documents === undefined ? undefined : resolve(options.documents),
            indexes: options.data === undefined ? join(out, "indexes") : resolve(options.data),
            out,
            seed: seedOf(options.seed),
            again: options.again === true,
            judge,
            onProgress: files.show,
            onQuestion: (variant, done, all) => {
              files.end();
              questions.show(`${suite.name}, ${variant}`, done, all);
            },
          })),
        );
      } finally {
        files.end();
        questions.end();
      }
    }
  }
  const [first] = variants;
  if (first !== undefined)
    for (const run of runs) await addToHistory(historyOf(first.configuration.data), run, new Date());
  if (judge !== undefined) {
    const { replayed, asked, without } = judge.counts;
    process.stderr.write(
      `judge ${judge.id}: ${asked} verdicts asked for, ${replayed} from the file, ${without} without yes or no\n`,
    );
  }
  return runs;
}

async function judgeOf(
  { configurationOf }: Surroundings,
  { judge: name, verdicts, out, config }: RunCommandOptions,
): Promise<Judge | undefined> {
  if (name === undefined) return undefined;
  const { evaluation } = configurationOf({}, undefined, config?.[0]);
  const id = name === true ? evaluation.judge?.name : name;
  if (id === undefined)
    throw new FootnoteError("request_invalid", "No judge is configured.", {
      action: "Set evaluation.judge, or give --judge the name of one whose verdicts lie in --verdicts.",
    });
  const model = evaluation.judge?.name === id ? await openJudgeModel(evaluation) : undefined;
  return openJudge({ id, file: resolve(verdicts ?? join(out, "verdicts.jsonl")), model });
}

function configurationsOf(
  { configurationOf }: Surroundings,
  { config = [], bucket }: RunCommandOptions,
): NamedConfiguration[] {
  const common = { ...(bucket && { bucket }) };
  if (config.length === 0) return [{ name: "", configuration: configurationOf(common) }];
  const named = config.map((file) => ({
    name: basename(file, extname(file)),
    configuration: configurationOf(common, undefined, file),
  }));
  if (new Set(named.map(({ name }) => name)).size < named.length)
    throw new FootnoteError("request_invalid", "Two of the --config files have the same name.", {
      action: "Rename one of them: runs are told apart by it.",
    });
  return named;
}

function seedOf(text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new FootnoteError("request_invalid", `--seed cannot be ${JSON.stringify(text)}.`, {
    action: "Give a whole number.",
  });
}
