import { existsSync } from "node:fs";
import { availableParallelism } from "node:os";
import { basename, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { FootnoteError, type Reranker } from "@footnote/contracts";
import type { Logger } from "@footnote/runtime";
import { CHECKSUMS, checkModel } from "../model.ts";
import { Pool } from "../pool.ts";

const WORKER = new URL("./worker.ts", import.meta.url);
/** Each holds the model: of one with 6 layers about 100 MB. */
const MOST_WORKERS = 4;
/** Of the bundled one: two halve the wait, more would take memory and cores from all else. */
const BUNDLED_WORKERS = 2;
const BUNDLED = new URL("../footnote-reader-v1/", import.meta.url);
/** Questions are embedded before passages are scored for others. */
const NICENESS = 2;
const FILES = ["config.json", "tokenizer.json", "tokenizer_config.json"];
const GRAPHS = ["onnx/model_quantized.onnx", "onnx/model.onnx"];

export interface CrossEncoderOptions {
  /** In the layout of transformers.js, absolute; held to its checksums where it has a list of them. */
  readonly folder: string;
  readonly log?: Logger;
}

/**
 * A cross-encoder from disk, in worker threads of its own: one for each core, all started now.
 * @throws FootnoteError model_damaged where the folder holds no such model
 */
export async function openCrossEncoderReranker({ folder, log }: CrossEncoderOptions): Promise<Reranker> {
  const missing = [...FILES.filter((name) => !existsSync(join(folder, name))), ...missingGraph(folder)];
  if (missing.length > 0) throw notThere(folder, missing);
  if (existsSync(join(folder, CHECKSUMS))) await checkModel(pathToFileURL(`${folder}/`));
  const workers = Math.min(availableParallelism(), MOST_WORKERS);
  const reranker = rerankerFrom(folder, workers, log);
  try {
    await reranker.score("Is it ready?", Array(workers).fill("It is."), new AbortController().signal);
  } catch (cause) {
    await reranker.close();
    throw unusable(folder, cause);
  }
  return reranker;
}

/**
 * The one that is part of Footnote; its workers are started by the first question.
 * @throws FootnoteError model_damaged
 */
export async function openBundledReranker({ log }: { readonly log?: Logger } = {}): Promise<Reranker> {
  await checkModel(BUNDLED);
  return rerankerFrom(fileURLToPath(BUNDLED), Math.min(availableParallelism(), BUNDLED_WORKERS), log);
}

function rerankerFrom(folder: string, workers: number, log: Logger | undefined): Reranker {
  const onDeath = (err: unknown) => log?.warn({ err }, "a reranking worker died and is started again");
  const pool = new Pool({ entry: WORKER, workers, niceness: NICENESS, folder, onDeath });
  return {
    id: basename(folder),
    async score(question, passages, signal) {
      try {
        // Not as a question's: for these the pool keeps a worker of its own, and here there is nothing but questions.
        const options = { priority: "background", isCut: true, question, signal } as const;
        const scores = await pool.embed(passages, options);
        return scores.map(([value]) => value as number);
      } catch (cause) {
        signal.throwIfAborted();
        throw new FootnoteError("reranking_failed", "The reranking model stopped while it read a passage.", {
          action: "If it stays, look at the log for the cause; often memory is short.",
          cause,
        });
      }
    },
    close: () => pool.close(),
  };
}

function missingGraph(folder: string): string[] {
  return GRAPHS.some((name) => existsSync(join(folder, name))) ? [] : [GRAPHS.join(" or ")];
}

function notThere(folder: string, missing: readonly string[]): FootnoteError {
  return new FootnoteError("model_damaged", `There is no reranking model in ${folder}.`, {
    action: `It lacks ${missing.join(", ")}. Get one with npx footnote models pull NAME, or name another folder in retrieval.reranker.`,
  });
}

function unusable(folder: string, cause: unknown): FootnoteError {
  return new FootnoteError("model_damaged", `The model in ${folder} cannot rerank.`, {
    action:
      "It must be a cross-encoder with one score for a question and a passage: name another in retrieval.reranker.",
    cause,
  });
}
