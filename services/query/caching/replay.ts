import type { Answer, CachedAnswer, CacheLayer, GivenAgain } from "@footnote/contracts";
import { wordsOf } from "../forms/answer-text.ts";
import type { AnswerEvent } from "../question-path.ts";

/** What is told of an answer that was given before, at this moment. */
export function answeredBefore(
  { answer, keptAt }: CachedAnswer,
  layer: CacheLayer,
  documents: number,
  understoodAs: string | undefined,
  now: Date,
): Answer {
  const { understoodAs: _, ...rest } = answer;
  return {
    ...rest,
    text: wordsOf(answer, documents, undefined),
    ...(understoodAs !== undefined && { understoodAs }),
    searched: { ...answer.searched, documents },
    cached: {
      layer,
      answeredAt: keptAt.toISOString(),
      ageSeconds: Math.max(0, Math.round((now.getTime() - keptAt.getTime()) / 1000)),
      sources: new Set(answer.citations.map(({ document }) => document)).size,
    },
  };
}

/** The events of an answer, as it was told when it was made. */
export function* replay(answer: Answer, given: GivenAgain): Generator<AnswerEvent> {
  if (answer.status === "closest") yield { kind: "closest", unknown: answer.unknown };
  for (const part of answer.parts) yield { kind: "part", part };
  yield { kind: "answer", answer, given };
}
