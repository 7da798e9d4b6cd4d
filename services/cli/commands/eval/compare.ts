import { FootnoteError, showName } from "@footnote/contracts";
import {
  compareRows,
  type FinishedRun,
  headlineOf,
  isLessBetter,
  type MeasureComparison,
  type MovedQuestion,
  movedQuestions,
  readRun,
  variantName,
} from "@footnote/evaluation";
import { Command } from "commander";

interface CompareOptions {
  readonly json?: true;
  readonly measure?: readonly string[];
  readonly by?: string;
  readonly show: string;
}

export function compareCommand(): Command {
  return new Command("compare")
    .description("say whether two runs of a suite differ, in what, and on which questions")
    .argument("<before>", "folder of a run")
    .argument("<after>", "folder of another run of the same suite")
    .option("--json", "print JSON for machines")
    .option(
      "--measure <name>",
      "compare this measure; repeat it for several (default: those that are told first)",
      (value: string, all: string[] = []) => [...all, value],
    )
    .option("--by <measure>", "by which measure questions won or lost (default: the first one)")
    .option("--show <count>", "how many of these questions to show of each kind", "5")
    .addHelpText(
      "after",
      "\nExample:\n  $ npx footnote eval compare evaluations/questions/fusion=rrf evaluations/questions/fusion=min-max",
    )
    .action(async (before: string, after: string, options: CompareOptions) => {
      const compared = await compare(before, after, options);
      process.stdout.write(`${options.json ? JSON.stringify(compared) : printComparison(compared)}\n`);
    });
}

interface Comparison {
  readonly before: string;
  readonly after: string;
  readonly measures: readonly MeasureComparison[];
  readonly by: string;
  readonly won: readonly MovedQuestion[];
  readonly lost: readonly MovedQuestion[];
}

async function compare(
  beforeFolder: string,
  afterFolder: string,
  options: CompareOptions,
): Promise<Comparison> {
  const [before, after] = await Promise.all([readRun(beforeFolder), readRun(afterFolder)]);
  if (before.manifest.suite.sha256 !== after.manifest.suite.sha256)
    throw new FootnoteError("request_invalid", "The two runs are of different questions or judgements.", {
      action: "Run the same suite with both configurations.",
    });
  const names = options.measure ?? headlineOf(Object.keys(after.means));
  const measures = compareRows(rowsOf(before), rowsOf(after), names, after.manifest.seed);
  const missing = (options.measure ?? []).find((name) => measures.every(({ measure }) => measure !== name));
  const by = options.by ?? measures[0]?.measure;
  if (missing !== undefined || by === undefined || !(by in after.means))
    throw new FootnoteError(
      "request_invalid",
      `${missing ?? by ?? "Nothing"} is measured in both runs for no question.`,
      {
        action: `They measure ${Object.keys(after.means).join(", ")}.`,
      },
    );
  const moved = movedQuestions(before, after, by);
  const most = Number(options.show);
  return {
    before: nameOf(before),
    after: nameOf(after),
    measures,
    by,
    won: moved.won.slice(0, most),
    lost: moved.lost.slice(0, most),
  };
}

function rowsOf({ results }: FinishedRun) {
  return new Map(results.map(({ id, measures }) => [id, measures]));
}

function nameOf({ folder, manifest }: FinishedRun): string {
  return `${manifest.suite.name} ${variantName(manifest.variant)} (${folder})`;
}

const signed = (value: number) => `${value < 0 ? "-" : "+"}${Math.abs(value).toFixed(4)}`;

function printComparison({ before, after, measures, by, won, lost }: Comparison): string {
  const header = `${"measure".padEnd(28)}  before   after  difference  95 % interval       p (Holm)   won  lost  questions`;
  const rows = measures.map((one) => {
    const interval = `[${signed(one.interval.low)}, ${signed(one.interval.high)}]`;
    const unpaired = one.unpaired === 0 ? "" : `  (not defined in both for ${one.unpaired})`;
    return `${one.measure.padEnd(28)}  ${one.before.toFixed(4)}  ${one.after.toFixed(4)}     ${signed(one.difference)}  ${interval}  ${one.corrected.toFixed(4)}${one.corrected < 0.05 ? (one.difference > 0 === !isLessBetter(one.measure) ? " better" : " worse ") : "       "} ${String(one.won).padStart(4)}  ${String(one.lost).padStart(4)}  ${String(one.pairs).padStart(9)}${unpaired}`;
  });
  return [
    `before: ${before}`,
    `after:  ${after}`,
    "",
    header,
    ...rows,
    "",
    "p: paired randomisation test, corrected by Holm for the measures above; better or worse is said below .05.",
    ...printMoved(`won by ${by}`, won),
    ...printMoved(`lost by ${by}`, lost),
  ].join("\n");
}

const COLUMN = 60;

function printMoved(title: string, questions: readonly MovedQuestion[]): string[] {
  return questions.flatMap((question) => [
    "",
    `${title}: ${showName(question.id)}  ${question.before.toFixed(4)} -> ${question.after.toFixed(4)}`,
    `   ${showName(question.question)}`,
    ...question.rankings.map(({ rank, before, after }) => {
      const cell = (one: (typeof question.rankings)[number]["before"]) =>
        one === undefined
          ? " ".repeat(COLUMN)
          : `${one.isGold ? "*" : " "} ${fitted(showName(one.name), COLUMN - 2 - one.why.length)}${one.why}`;
      return `   ${String(rank).padStart(2)}  ${cell(before)}  ${cell(after)}`.trimEnd();
    }),
  ]);
}

function fitted(text: string, width: number): string {
  return (text.length > width ? `${text.slice(0, width - 1)}…` : text).padEnd(width);
}
