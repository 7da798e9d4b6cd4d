import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { AutoModel, env, mean_pooling, Tensor } from "@huggingface/transformers";
import { MODEL_FOLDER } from "./model.ts";
import { openTokenizer } from "./tokens.ts";

// Everything comes from disk and nothing is written there.
env.allowRemoteModels = false;
env.useFSCache = false;
env.localModelPath = dirname(fileURLToPath(MODEL_FOLDER));

export interface Session {
  /** Tokens of the text, special tokens included; at most `limit`, the end token kept, where a limit is given. */
  tokenIds(text: string, limit?: number): number[];
  /** The text's vector, of unit length. */
  embed(ids: readonly number[]): Promise<Float32Array<ArrayBuffer>>;
}

/**
 * Loads the model into this thread, which computing blocks: it belongs into a worker.
 *
 * One text per run, on purpose. The int8 model scales its activations by the largest value in the whole batch, so a
 * text's vector would depend on its neighbours: the cosine between alone and in a batch of 2,048 tokens is .993 in
 * the median and .980 at worst. Alone it is the same to the last bit, always, on any number of threads. And batches
 * gain nothing: texts/s of two workers at 121 tokens per text are 196 alone, 190 to 199 in length-sorted batches of
 * 256 tokens, 150 in those of 2,048; only texts of 23 tokens lose a quarter (900 against 1,180).
 */
export async function openSession(): Promise<Session> {
  const tokenizer = await openTokenizer();
  const model = await AutoModel.from_pretrained("all-MiniLM-L6-v2", {
    dtype: "q8",
    local_files_only: true,
    session_options: { intraOpNumThreads: 1, interOpNumThreads: 1 },
  });

  return {
    tokenIds(text, limit = Number.POSITIVE_INFINITY) {
      const { ids } = tokenizer.encode(text);
      return ids.length > limit ? [...ids.slice(0, limit - 1), ...ids.slice(-1)] : ids;
    },
    async embed(ids) {
      const shape = [1, ids.length];
      const attention_mask = new Tensor("int64", new BigInt64Array(ids.length).fill(1n), shape);
      const { last_hidden_state } = await model({
        input_ids: new Tensor("int64", BigInt64Array.from(ids, BigInt), shape),
        attention_mask,
        token_type_ids: new Tensor("int64", new BigInt64Array(ids.length), shape),
      });
      // How the model was trained to be read: Reimers and Gurevych, "Sentence-BERT", EMNLP 2019.
      return mean_pooling(last_hidden_state, attention_mask).normalize(2, -1)
        .data as Float32Array<ArrayBuffer>;
    },
  };
}
