import type { Answerer, AnswerPart, Embedder, Identifier } from "@footnote/contracts";
import {
  type AbstentionThresholds,
  answerability,
  answerabilityRead,
  COVERED,
  type ReadEvidence,
  type Weights,
} from "./abstain.ts";
import { evidenceOf } from "./evidence.ts";
import { identified, unknownIn } from "./identified.ts";
import { withKnownVectors } from "./known-vectors.ts";
import { marksIn } from "./marks.ts";
import { unknownNames } from "./names.ts";
import { rank } from "./rank.ts";
import { readUnits, type ScoreUnits } from "./read-units.ts";
import { closest, select } from "./select.ts";
import { partOf } from "./show/part.ts";

/** A cross-encoder that is asked which of what was found answers, and whether it does, and what its scores are worth. */
export interface Reading {
  readonly thresholds: Weights<ReadEvidence>;
  readonly score: ScoreUnits;
}

/**
 * Answers with the passages' own paragraphs, lists, tables and code: nothing is generated, so nothing that a document
 * says can be more than quoted.
 * @throws FootnoteError embedding_failed
 */
export function extractiveAnswerer({
  embedder,
  thresholds,
  reading,
  identifiersOf,
}: {
  readonly embedder: Embedder;
  /** Those of the embedder's model. Without any only the question's words tell, and nothing is said to be not there. */
  readonly thresholds: AbstentionThresholds | undefined;
  readonly reading?: Reading | undefined;
  readonly identifiersOf: (question: string) => readonly Identifier[];
}): Answerer {
  const knowing = withKnownVectors(embedder);
  return {
    id: "extractive",
    async *answer(request) {
      request.signal?.throwIfAborted();
      const found = await rank(knowing, request);
      if (found === undefined) return;
      const identifiers = identifiersOf(request.question);
      const missing = unknownIn(identifiers, found.ranked);
      // Of another room or number nothing is said: it only looks like what was asked for.
      if (missing.some((text) => /\d/.test(text))) {
        yield { kind: "closest", unknown: missing };
        return;
      }
      const unknown = [...missing, ...unknownNames(request.question, request.passages)];
      let ranking = missing.length > 0 ? found : identified(identifiers, found, identifiersOf);
      // What is called just so is what the question is about, and no likeness says more than that.
      const isNamed = identifiers.length > 0;
      // Short questions look unlikely to the model; what has their words is worth a look all the same.
      const isCovered = isNamed || (ranking.ranked[0]?.covered ?? 0) >= COVERED;
      let isAnswered = unknown.length === 0 && isCovered;
      if (thresholds !== undefined) {
        const probability = answerability(thresholds, await evidenceOf(knowing, request, ranking));
        if (probability < thresholds.closeFrom && !isCovered) return;
        isAnswered = isNamed || probability >= thresholds.answeredFrom;
        // What is named, or asks about what stands nowhere, is told without it.
        if (reading !== undefined && !isNamed && unknown.length === 0) {
          const read = await readUnits(reading.score, request, ranking);
          if (read !== undefined) {
            isAnswered =
              answerabilityRead(reading.thresholds, probability, read.highest) >=
              reading.thresholds.answeredFrom;
            ranking = read.ranking;
          }
        }
        isAnswered &&= unknown.length === 0;
      }
      if (!isAnswered) yield { kind: "closest", unknown };
      for (const unit of isAnswered ? select(ranking) : closest(ranking)) {
        request.signal?.throwIfAborted();
        const part: AnswerPart | undefined = partOf(unit, marksIn(unit, ranking));
        if (part !== undefined) yield { kind: "part", part };
      }
    },
  };
}
