import type { Answerer, AnswerPart, Embedder, Identifier } from "@footnote/contracts";
import { ANSWERED_FROM, answerability, CLOSE_FROM } from "./abstain.ts";
import { evidenceOf } from "./evidence.ts";
import { identified, unknownIn } from "./identified.ts";
import { marksIn } from "./marks.ts";
import { rank } from "./rank.ts";
import { closest, select } from "./select.ts";
import { partOf } from "./show/part.ts";

/** Share of the question's words, by weight, with which a unit is worth showing. */
const COVERED = 0.6;

/**
 * Answers with the passages' own paragraphs, lists, tables and code: nothing is generated, so nothing that a document
 * says can be more than quoted.
 * @throws FootnoteError embedding_failed
 */
export function extractiveAnswerer({
  embedder,
  identifiersOf,
}: {
  readonly embedder: Embedder;
  readonly identifiersOf: (question: string) => readonly Identifier[];
}): Answerer {
  return {
    id: "extractive",
    async *answer(request) {
      request.signal?.throwIfAborted();
      const found = await rank(embedder, request);
      if (found === undefined) return;
      const identifiers = identifiersOf(request.question);
      const unknown = unknownIn(identifiers, found);
      if (unknown.length > 0) {
        yield { kind: "closest", unknown };
        return;
      }
      const ranking = identified(identifiers, found);
      // What is called just so is what the question is about, and no likeness says more than that.
      const isNamed = identifiers.length > 0;
      const probability = answerability(await evidenceOf(embedder, request, ranking));
      // Short questions look unlikely to the model; what has their words is worth a look all the same.
      const isCovered = isNamed || (ranking.ranked[0]?.covered ?? 0) >= COVERED;
      if (probability < CLOSE_FROM && !isCovered) return;
      const isAnswered = isNamed || probability >= ANSWERED_FROM;
      if (!isAnswered) yield { kind: "closest", unknown: [] };
      for (const unit of isAnswered ? select(ranking) : closest(ranking)) {
        request.signal?.throwIfAborted();
        const part: AnswerPart | undefined = partOf(unit, marksIn(unit, ranking));
        if (part !== undefined) yield { kind: "part", part };
      }
    },
  };
}
