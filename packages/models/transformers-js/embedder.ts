import { availableParallelism } from "node:os";
import type { Embedder } from "@footnote/contracts";
import type { Logger } from "@footnote/runtime";
import { checkModel, MODEL } from "./model.ts";
import { Pool } from "./pool.ts";

const WORKER = new URL("./worker.ts", import.meta.url);

// A worker takes about 100 MB, so a large machine does not start one per core.
const MOST_WORKERS = 8;

/**
 * One worker with one thread per core for chunks, started by the first chunk, and one worker for questions alone; those
 * take the others as well while no chunk is there.
 *
 * Workers, because computing blocks its thread. One thread each, because two workers with one thread give
 * 196 texts/s on two idle cores (121 tokens per text) where one worker with two threads gives at best 170, and 125
 * where it gives 70 when another process keeps one core busy.
 *
 * Niceness 5, because a question of 18 tokens, 1.5 ms on an idle machine, takes p50 2.2 and p99 12 ms while chunks
 * are computed, and 3.9 and 29 ms at equal priority; chunks per second stay the same.
 *
 * @throws FootnoteError model_damaged, embedding_failed where the model cannot be loaded
 */
export async function openBundledEmbedder(options: { readonly log?: Logger } = {}): Promise<Embedder> {
  await checkModel();
  const onDeath = (err: unknown) =>
    options.log?.warn({ err }, "an embedding worker died and is started again");
  const workers = Math.min(availableParallelism(), MOST_WORKERS);
  const pool = new Pool({ entry: WORKER, workers, niceness: 5, onDeath });
  // So that it starts now, and that one which cannot start is noticed now.
  await pool.embed(["Is it ready?"], { priority: "question", isCut: true }).catch(async (error) => {
    await pool.close();
    throw error;
  });
  return {
    model: MODEL,
    embed(texts, { as, priority, signal }) {
      const prefix = MODEL.prefixes[as];
      const prefixed = prefix === "" ? texts : texts.map((text) => prefix + text);
      return pool.embed(prefixed, { priority, isCut: as === "question", signal });
    },
    close: () => pool.close(),
  };
}
