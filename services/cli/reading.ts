import { type Reading, readThresholdsFor } from "@footnote/answering";
import type { EmbeddingModel, Reranker } from "@footnote/contracts";
import { type Logger, openTurns } from "@footnote/runtime";

/** Questions that it reads for at once: whoever comes then is answered by what search, words and vectors tell. */
const MOST_AT_ONCE = 4;

/** Whether what was found answers, told by a cross-encoder; undefined where nobody fitted what its scores are worth. */
export function readingBy(
  crossEncoder: Reranker,
  embedding: EmbeddingModel,
  log: Logger,
): Reading | undefined {
  const thresholds = readThresholdsFor(embedding, crossEncoder);
  if (thresholds === undefined) return undefined;
  const turns = openTurns(MOST_AT_ONCE);
  return {
    thresholds,
    async score(question, texts, signal) {
      const leave = turns.tryTake();
      if (leave === undefined) return undefined;
      try {
        return await crossEncoder.score(question, texts, signal);
      } catch (err) {
        signal.throwIfAborted();
        log.warn({ err }, "The model that reads passages failed; questions are answered without it.");
        return undefined;
      } finally {
        leave();
      }
    },
  };
}
