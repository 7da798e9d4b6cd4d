import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { AutoModel, env, Tensor } from "@huggingface/transformers";
import { MODEL, MODEL_FOLDER } from "./model.ts";
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
    // A plan of memory for each length that comes pays where lengths repeat. Texts of all lengths take 6 % less time without,
    // and 12 MB less a session.
    session_options: { intraOpNumThreads: 1, interOpNumThreads: 1, enableMemPattern: false },
  });

  return {
    tokenIds(text, limit = Number.POSITIVE_INFINITY) {
      const { ids } = tokenizer.encode(text);
      return ids.length > limit ? [...ids.slice(0, limit - 1), ...ids.slice(-1)] : ids;
    },
    async embed(ids) {
      const shape = [1, ids.length];
      const { last_hidden_state } = await model({
        input_ids: new Tensor("int64", BigInt64Array.from(ids, BigInt), shape),
        attention_mask: new Tensor("int64", new BigInt64Array(ids.length).fill(1n), shape),
        token_type_ids: new Tensor("int64", new BigInt64Array(ids.length), shape),
      });
      return pooled(last_hidden_state.data as Float32Array, ids.length);
    },
  };
}

/**
 * The text's vector, made unit length, of the tokens' states: their mean, or that of the first one, as the model was
 * trained to be read (Reimers and Gurevych, "Sentence-BERT", EMNLP 2019). The library's own mean_pooling takes .37 ms for
 * this, a twentieth of the whole.
 *
 * @param states tokens × dimensions, row by row; all tokens count, since nothing is padded
 */
function pooled(states: Float32Array, tokens: number): Float32Array<ArrayBuffer> {
  const sum = new Float32Array(states.length / tokens);
  const end = MODEL.pooling === "cls" ? sum.length : states.length;
  for (let start = 0; start < end; start += sum.length) {
    for (let entry = 0; entry < sum.length; entry++) {
      sum[entry] = (sum[entry] as number) + (states[start + entry] as number);
    }
  }
  const length = Math.hypot(...sum);
  return sum.map((entry) => entry / length);
}
