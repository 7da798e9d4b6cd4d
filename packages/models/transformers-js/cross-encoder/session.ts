import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { Tokenizer } from "@huggingface/tokenizers";
import { AutoModel, env, Tensor } from "@huggingface/transformers";

env.allowRemoteModels = false;
env.useFSCache = false;

/** What its position embeddings hold where the model does not say how much it reads. */
const USUAL_TOKENS = 512;
/** Of the question, so that room is left for the passage. */
const QUESTION_CHARACTERS = 500;

export interface CrossEncoderSession {
  /** How well the passage, cut at the model's limit, answers the question: a logit. */
  score(question: string, passage: string): Promise<number>;
}

/**
 * Loads a cross-encoder in the layout of transformers.js into this thread, which computing blocks: it belongs into a worker.
 * One pair per run, for the reason that one text is embedded per run: an int8 model's scores depend on what is beside it.
 */
export async function openCrossEncoder(folder: string): Promise<CrossEncoderSession> {
  const [config, tokenizerConfig, tokenizerJson] = await Promise.all(
    ["config.json", "tokenizer_config.json", "tokenizer.json"].map(async (name) =>
      JSON.parse(await readFile(join(folder, name), "utf8")),
    ),
  );
  const tokenizer = new Tokenizer(tokenizerJson, tokenizerConfig);
  const limit = Math.min(
    tokenizerConfig.model_max_length ?? USUAL_TOKENS,
    config.max_position_embeddings ?? USUAL_TOKENS,
    USUAL_TOKENS,
  );
  env.localModelPath = dirname(folder);
  // Not AutoModelForSequenceClassification: it drops what a model says beside its logits, and loads the same graph.
  const model = await AutoModel.from_pretrained(basename(folder), {
    dtype: existsSync(join(folder, "onnx/model_quantized.onnx")) ? "q8" : "fp32",
    local_files_only: true,
    session_options: { intraOpNumThreads: 1, interOpNumThreads: 1, enableMemPattern: false },
  });

  return {
    async score(question, passage) {
      const { ids, token_type_ids: types } = tokenizer.encode(question.slice(0, QUESTION_CHARACTERS), {
        text_pair: passage,
        return_token_type_ids: true,
      });
      const length = Math.min(ids.length, limit);
      // The end of the passage goes first, and never the token that ends it.
      const tensorOf = (all: readonly number[]) => {
        const kept = all.length > limit ? [...all.slice(0, limit - 1), ...all.slice(-1)] : all;
        return new Tensor("int64", BigInt64Array.from(kept, BigInt), [1, length]);
      };
      const { logits } = await model({
        input_ids: tensorOf(ids),
        attention_mask: tensorOf(ids.map(() => 1)),
        token_type_ids: tensorOf(types),
      });
      const [score, ...others] = (logits?.data ?? []) as Float32Array;
      if (score === undefined || others.length > 0)
        throw new Error("This model does not give one score for a question and a passage.");
      return score;
    },
  };
}
