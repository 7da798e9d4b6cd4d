import { existsSync } from "node:fs";
import { availableParallelism } from "node:os";
import { basename, join } from "node:path";
import { pathToFileURL } from "node:url";
import { FootnoteError, type Reranker } from "@footnote/contracts";
import type { Logger } from "@footnote/runtime";
import { CHECKSUMS, checkModel } from "../model.ts";
import { Pool } from "../pool.ts";

const WORKER = new URL("./worker.ts", import.meta.url);
/** Each holds the model: of one with 6 layers about 100 MB. */
const MOST_WORKERS = 4;
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
  const onDeath = (err: unknown) => log?.warn({ err }, "a reranking worker died and is started again");
  const pool = new Pool({ entry: WORKER, workers, niceness: NICENESS, folder, onDeath });
  const score = async (question: string, passages: readonly string[], signal?: AbortSignal) => {
    // Not as a question's: for these the pool keeps a worker of its own, and here there is nothing but questions.
    const scores = await pool.embed(passages, { priority: "background", isCut: true, question, signal });
    return scores.map(([value]) => value as number);
  };
  try {
    await score("Is it ready?", Array(workers).fill("It is."));
  } catch (cause) {
    await pool.close();
    throw unusable(folder, cause);
  }
  return {
    id: basename(folder),
    async score(question, passages, signal) {
      try {
        return await score(question, passages, signal);
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
