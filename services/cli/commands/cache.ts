import { readFile } from "node:fs/promises";
import type { CacheFigures } from "@footnote/client";
import { FootnoteError, sayEnd } from "@footnote/contracts";
import type { Command } from "commander";
import { type Client, postJson } from "../client.ts";
import { type CommonOptions, command, commandGroup, type Surroundings } from "../command.ts";
import { withClient } from "../with-client.ts";
import { countOf, duration } from "../words.ts";

type Agreement =
  | { readonly agrees: true }
  | { readonly agrees: false; readonly about: string; readonly asked: readonly string[] };

interface Explanation {
  readonly isOn: boolean;
  readonly exact: {
    readonly found: boolean;
    readonly ageSeconds: number | null;
    readonly ended: string | null;
  };
  readonly semantic: { readonly isOn: boolean; readonly near: readonly Agreement[] };
}

interface Calibration {
  readonly isOn: boolean;
  readonly threshold?: number;
  readonly questions: number;
  readonly pairs: number;
  readonly unanswered: number;
  readonly reported: number;
  readonly judged: number;
  readonly wrong: number;
  readonly bound: number;
  readonly needed: number;
}

interface CalibrateOptions extends CommonOptions {
  readonly wrong: number;
  readonly confidence: number;
}

/** Answers that are given again: how often, what that saves, and when near questions may be taken for the same. */
export function cacheCommand(surroundings: Surroundings): Command {
  return commandGroup(
    "cache",
    "see and change how answers that were given before are given again",
    "npx footnote cache status",
  )
    .addCommand(statusCommand(surroundings))
    .addCommand(explainCommand(surroundings))
    .addCommand(clearCommand(surroundings))
    .addCommand(calibrateCommand(surroundings));
}

function statusCommand({ configurationOf }: Surroundings): Command {
  return command(
    "status",
    "show how often answers are given again, what that saved and why others ended",
    "npx footnote cache status",
  ).action((options: CommonOptions) =>
    withClient(configurationOf(options), options.json, (client) => client.footnote.cache(), printFigures),
  );
}

function explainCommand({ configurationOf }: Surroundings): Command {
  return command(
    "explain",
    "say whether a question would be answered as before, and if not, why",
    'npx footnote cache explain "How do I claim expenses?"',
  )
    .argument("<question>", "as it would be asked")
    .action((question: string, options: CommonOptions) =>
      withClient(
        configurationOf(options),
        options.json,
        (client) => postJson<Explanation>(client, "/api/cache/explain", { question }),
        printExplanation,
      ),
    );
}

function clearCommand({ configurationOf }: Surroundings): Command {
  return command(
    "clear",
    "forget all answers that are kept; what was calibrated stays",
    "npx footnote cache clear",
  ).action((options: CommonOptions) =>
    withClient(
      configurationOf(options),
      options.json,
      (client) => postJson<{ cleared: number }>(client, "/api/cache/clear", {}),
      ({ cleared }) => `Forgotten: ${countOf(cleared, "answer")}.`,
    ),
  );
}

function calibrateCommand({ configurationOf }: Surroundings): Command {
  return command(
    "calibrate",
    "find out when the answer to one question may be given to another, and keep to it from then on",
    "npx footnote cache calibrate questions.txt",
  )
    .argument(
      "[file]",
      "questions that people asked, one a line, oldest first (default: those that were answered lately)",
    )
    .option("--wrong <share>", "the largest share of wrong answers among those given again", Number, 0.01)
    .option("--confidence <share>", "how sure that has to be", Number, 0.95)
    .action((file: string | undefined, options: CalibrateOptions) =>
      withClient(
        configurationOf(options),
        options.json,
        (client) => calibrate(client, file, options),
        (found) => printCalibration(found, options.wrong, options.confidence),
      ),
    );
}

async function calibrate(
  client: Client,
  file: string | undefined,
  { wrong, confidence }: CalibrateOptions,
): Promise<Calibration> {
  const aims = { wrongRate: wrong, confidence };
  if (file === undefined) return postJson<Calibration>(client, "/api/cache/calibrate", aims);
  const questions = (await linesOf(file)).slice(-MOST_QUESTIONS);
  return postJson<Calibration>(client, "/api/cache/calibrate", { questions, ...aims });
}

/** What the route takes at once. */
const MOST_QUESTIONS = 5_000;

/** @throws FootnoteError request_invalid */
async function linesOf(file: string): Promise<string[]> {
  const text = await readFile(file, "utf8").catch((cause: unknown) => {
    throw new FootnoteError("request_invalid", `${file} cannot be read.`, {
      action: "Name a text file with one question a line.",
      cause,
    });
  });
  return text.split(/\r?\n/u).filter((line) => line.trim() !== "");
}

function printFigures({ isOn, entries, bytes, hits, misses, saved, ended, semantic }: CacheFigures): string {
  const asked = hits.exact + hits.semantic + misses;
  const share = (count: number) => `${count} (${asked === 0 ? 0 : Math.round((100 * count) / asked)} %)`;
  const { read, written } = saved.tokens;
  const tokens =
    read + written === 0 ? "" : `, ${read} tokens read and ${written} written by a language model`;
  const ends = Object.entries(ended).filter(([, count]) => count > 0);
  return [
    ...(isOn ? [] : ["The cache is switched off: every question is answered anew."]),
    `${countOf(entries, "answer")} kept, ${Math.ceil(bytes / 1024)} KB`,
    `questions      ${asked}`,
    `   the same    ${share(hits.exact)} were answered before`,
    `   near        ${share(hits.semantic)} were answered as another one that asks the same`,
    `   new         ${share(misses)}`,
    `saved          ${duration(saved.milliseconds / 1_000)}${tokens}`,
    `ended          ${ends.length === 0 ? "none" : ""}`.trimEnd(),
    ...ends.map(([why, count]) => `   ${String(count).padEnd(11)} ${sayEnd(why)}`),
    semantic === null
      ? "near questions are answered anew: nothing is calibrated. See npx footnote cache calibrate."
      : `near questions  from a cosine of ${semantic.threshold.toFixed(3)} on, calibrated ${semantic.calibratedAt} on ${semantic.evidence.judged} pairs, ${semantic.evidence.wrong} of them wrong`,
  ].join("\n");
}

function printExplanation({ isOn, exact, semantic }: Explanation): string {
  if (!isOn) return "It is answered anew: the cache is switched off.";
  if (exact.found)
    return `It is answered as ${duration(exact.ageSeconds ?? 0)} ago: the same question was asked.`;
  const ended =
    exact.ended === null ? [] : [`The same question was asked before, but ${sayEnd(exact.ended)}.`];
  return [...ended, ...printNear(semantic)].join("\n");
}

function printNear({ isOn, near }: Explanation["semantic"]): string[] {
  if (!isOn)
    return [
      "It is answered anew: no such question is kept, and near ones are not taken for the same before it is calibrated.",
    ];
  if (near.some(({ agrees }) => agrees))
    return ["It is answered as another question that asks the same, if that answer still holds."];
  if (near.length === 0) return ["It is answered anew: no question that is kept comes near."];
  const reasons = near.flatMap((one) => (one.agrees ? [] : [`   another ${reasonOf(one)}`]));
  return ["It is answered anew. Questions that come near ask something else:", ...reasons];
}

function reasonOf({ about, asked }: Extract<Agreement, { agrees: false }>): string {
  const words = asked.length === 0 ? "" : `, not ${asked.map((word) => JSON.stringify(word)).join(", ")}`;
  return `${about}${words}`;
}

function printCalibration(found: Calibration, wrongRate: number, confidence: number): string {
  const { threshold, questions, pairs, unanswered, reported, judged, wrong, bound, needed, isOn } = found;
  const percent = (share: number) => `${Number((100 * share).toPrecision(2))} %`;
  const lines = [
    `${countOf(questions, "different question")}, ${countOf(pairs, "pair")} that would have been taken for the same`,
    ...(reported > 0 ? [`   ${reported} more were given to people who say that they are wrong`] : []),
    ...(unanswered > 0 ? [`   ${unanswered} of them are told nothing, which says nothing`] : []),
  ];
  if (threshold !== undefined)
    return [
      ...lines,
      `From a cosine of ${threshold.toFixed(3)} on ${wrong} of ${judged} are wrong: at most ${percent(bound)}, with a confidence of ${percent(confidence)}.`,
      "From now on such questions are answered as before.",
    ].join("\n");
  const enough =
    judged < needed
      ? `Too little to say that at most ${percent(wrongRate)} are wrong: that takes ${needed} pairs without a wrong one, and there are ${judged}, ${wrong} of them wrong.`
      : `Too many are wrong: ${wrong} of ${judged}.`;
  return [
    ...lines,
    enough,
    isOn ? "What was calibrated before stays." : "Near questions are answered anew, as before.",
  ].join("\n");
}
