import type { Candidate, Reranker } from "@footnote/contracts";
import { asSearchOrdered, type Reranked, rerank } from "@footnote/retrieval";
import { type Configuration, type Logger, openTurns } from "@footnote/runtime";

/** Questions that a model on this machine reads for at once: whoever comes later would only wait for the deadline. */
const MOST_AT_ONCE = 4;
const BUSY = "It was reading for others.";

/** The second stage of a search, where one is configured. */
export function rerankStage(
  reranker: Reranker | undefined,
  settings: Configuration["retrieval"]["reranker"],
  log: Logger,
) {
  if (reranker === undefined || settings.provider === "none") return {};
  // A server has turns of its own.
  const turns = openTurns(settings.provider === "endpoint" ? Number.POSITIVE_INFINITY : MOST_AT_ONCE);
  return {
    reranking: {
      depth: settings.candidates,
      sections: settings.sections,
      async rerank(
        { question }: { readonly question: string },
        candidates: readonly Candidate[],
        signal: AbortSignal,
      ): Promise<Reranked> {
        const leave = turns.tryTake();
        if (leave === undefined) return asSearchOrdered(candidates, reranker.id, BUSY);
        try {
          const reranked = await rerank({ ...settings, reranker }, question, candidates, signal);
          const { by, trouble } = reranked.reranking;
          if (trouble !== undefined)
            log.warn({ reranker: by, trouble }, "The reranker failed; the order of search stands.");
          return reranked;
        } finally {
          leave();
        }
      },
    },
  };
}
