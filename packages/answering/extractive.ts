import type { Answerer, Embedder } from "@footnote/contracts";
import { ANSWERED_FROM, answerability } from "./abstain.ts";
import { cite } from "./cite.ts";
import { rank } from "./rank.ts";
import { selectUnits } from "./select.ts";

/**
 * Answers with the passages' own sentences, list items and table rows: nothing is generated, so nothing that a
 * document says can be more than quoted. Yields nothing where the passages do not answer the question.
 * @throws FootnoteError embedding_failed
 */
export function extractiveAnswerer({ embedder }: { readonly embedder: Embedder }): Answerer {
  return {
    id: "extractive",
    async *answer(request) {
      request.signal?.throwIfAborted();
      const ranking = await rank(embedder, request);
      if (ranking === undefined || answerability(ranking.evidence) < ANSWERED_FROM) return;
      for (const unit of selectUnits(ranking.ranked, ranking.units)) {
        request.signal?.throwIfAborted();
        const citation = cite(unit.passage, unit);
        if (citation) yield { text: unit.text, citations: [citation] };
      }
    },
  };
}
