import { join } from "node:path";
import { AutoModel, AutoTokenizer, env } from "@huggingface/transformers";

export const BATCH_TOKENS = 2_048;

export interface BareSession {
  /** Tokenises beforehand, sorted by length; as many together as fit into `tokens` with padding, at least one. */
  prepare(texts: readonly string[], tokens: number): readonly object[];
  run(inputs: readonly object[]): Promise<void>;
}

/**
 * The ONNX session alone, in this thread and with its default threads: what any use of the model is measured
 * against. It has less to do than an embedder, since its inputs are tokenised before the clock starts.
 */
export async function openBareSession(): Promise<BareSession> {
  env.allowRemoteModels = false;
  env.localModelPath = join(import.meta.dirname, "../../packages/models/transformers-js");
  const tokenizer = await AutoTokenizer.from_pretrained("all-MiniLM-L6-v2");
  const model = await AutoModel.from_pretrained("all-MiniLM-L6-v2", { dtype: "q8", local_files_only: true });
  const lengthOf = (text: string) => tokenizer(text).input_ids.dims[1] ?? 0;
  return {
    prepare: (texts, tokens) =>
      batches(texts, lengthOf, tokens).map((batch) => tokenizer(batch, { padding: true })),
    async run(inputs) {
      for (const input of inputs) await model(input);
    },
  };
}

function batches(texts: readonly string[], lengthOf: (text: string) => number, tokens: number): string[][] {
  const sorted = texts
    .map((text) => ({ text, length: lengthOf(text) }))
    .sort((one, other) => one.length - other.length);
  const result: string[][] = [];
  let batch: string[] = [];
  for (const { text, length } of sorted) {
    if (batch.length > 0 && (batch.length + 1) * length > tokens) {
      result.push(batch);
      batch = [];
    }
    batch.push(text);
  }
  return [...result, batch];
}
