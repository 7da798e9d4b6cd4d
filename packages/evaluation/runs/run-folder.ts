import { mkdir, open, readFile, rm, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { FootnoteError } from "@footnote/contracts";
import { type MeasureMeans, meansOf } from "../measures/measure.ts";
import { qrelsOf, trecRunOf } from "../suites/trec.ts";
import { jsonOf } from "./json-of.ts";
import { differingFields, type Manifest, manifestSchema, variantName } from "./manifest.ts";
import type { QuestionResult, QuestionTiming } from "./result.ts";

/** A whole run, as it was kept. */
export interface FinishedRun {
  readonly folder: string;
  readonly manifest: Manifest;
  readonly results: readonly QuestionResult[];
  readonly timings: readonly QuestionTiming[];
  readonly means: MeasureMeans;
}

export interface OpenRun {
  /** Ids of questions that a run before this one was done with. */
  readonly done: ReadonlySet<string>;
  /** On disk when it resolves: a run that is killed goes on behind the last question that it kept. */
  keep(result: QuestionResult, timing: QuestionTiming): Promise<void>;
  /** Writes the means, and the ranking in TREC's form. */
  finish(): Promise<FinishedRun>;
  close(): Promise<void>;
}

const MANIFEST = "run.json";
const RESULTS = "results.jsonl";
const TIMINGS = "timings.jsonl";

/**
 * Opens a folder for a run, to go on with what lies there where that is of the same.
 * @throws FootnoteError request_invalid where it holds a run of something else
 */
export async function openRun(folder: string, manifest: Manifest, again: boolean): Promise<OpenRun> {
  if (again) await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const before = await readManifest(folder);
  if (before === undefined)
    await writeFile(join(folder, MANIFEST), `${JSON.stringify(manifest, undefined, 2)}\n`);
  else {
    const differing = differingFields(before, manifest);
    if (differing.length > 0)
      throw new FootnoteError(
        "request_invalid",
        `${folder} holds a run that differs in: ${differing.join(", ")}.`,
        { action: "Name another folder with --out to keep it, or give --again to replace it." },
      );
  }
  const kept = await wholeLines<QuestionResult>(join(folder, RESULTS));
  await wholeLines<QuestionTiming>(join(folder, TIMINGS));
  const results = await open(join(folder, RESULTS), "a");
  const timings = await open(join(folder, TIMINGS), "a");
  return {
    done: new Set(kept.map(({ id }) => id)),
    async keep(result, timing) {
      await timings.appendFile(`${JSON.stringify(timing)}\n`);
      await results.appendFile(`${JSON.stringify(result)}\n`);
      await results.datasync();
    },
    async finish() {
      const run = await readRunFolder(folder);
      await writeFile(join(folder, "means.json"), `${JSON.stringify(run.means, undefined, 2)}\n`);
      const rankings = new Map(run.results.map(({ id, ranking }) => [id, new Map(ranking)]));
      const judgements = new Map(
        run.results.map(({ id, judgements }) => [id, new Map(Object.entries(judgements))]),
      );
      await writeFile(join(folder, "run.trec"), trecRunOf(rankings, variantName(manifest.variant)));
      await writeFile(join(folder, "qrels.trec"), qrelsOf(judgements));
      return run;
    },
    async close() {
      await results.close();
      await timings.close();
    },
  };
}

/** @throws FootnoteError request_invalid where it is not the folder of a run, or the run was not finished */
export async function readRun(folder: string): Promise<FinishedRun> {
  const run = await readRunFolder(folder);
  if (run.results.length === run.manifest.suite.questions) return run;
  throw new FootnoteError(
    "request_invalid",
    `${folder} has ${run.results.length} of ${run.manifest.suite.questions} questions: the run was not finished.`,
    { action: "Run it again with the same words: it goes on where it ended." },
  );
}

async function readRunFolder(folder: string): Promise<FinishedRun> {
  const manifest = await readManifest(folder);
  if (manifest === undefined)
    throw new FootnoteError("request_invalid", `${folder} holds no run.`, {
      action: "Name a folder that footnote eval run has written, the one with run.json in it.",
    });
  const results = await wholeLines<QuestionResult>(join(folder, RESULTS));
  const timings = await wholeLines<QuestionTiming>(join(folder, TIMINGS));
  return { folder, manifest, results, timings, means: meansOf(results.map(({ measures }) => measures)) };
}

async function readManifest(folder: string): Promise<Manifest | undefined> {
  const text = await readIfThere(join(folder, MANIFEST));
  if (text === undefined) return undefined;
  const parsed = manifestSchema.safeParse(jsonOf(text));
  if (parsed.success) return parsed.data;
  throw new FootnoteError("request_invalid", `${join(folder, MANIFEST)} is not one of this version.`, {
    action: "Give --again to make the run anew.",
  });
}

/** Lines that were written whole; what a killed process left of another one is cut off. */
async function wholeLines<Value>(file: string): Promise<Value[]> {
  const text = (await readIfThere(file)) ?? "";
  const end = text.lastIndexOf("\n") + 1;
  if (end < text.length) await truncate(file, Buffer.byteLength(text.slice(0, end)));
  const lines = text.slice(0, end).split("\n").slice(0, -1);
  return lines.map((line, index) => {
    const value = jsonOf(line);
    if (value !== undefined) return value as Value;
    throw new FootnoteError("request_invalid", `${file}, line ${index + 1}: it is not JSON.`, {
      action: "Give --again to make the run anew.",
    });
  });
}

async function readIfThere(file: string): Promise<string | undefined> {
  return readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return undefined;
    throw error;
  });
}
