import type { Citation, KeptQuestion, Reader } from "@footnote/contracts";
import type { QueryParts } from "../parts.ts";

/** A question as whoever opens it may see it. */
export type ShownQuestion =
  | ({ readonly shown: true } & KeptQuestion)
  /** What its answer rests on may not be read, or is gone: to its reader both are the same. */
  | ({ readonly shown: false } & Pick<KeptQuestion, "id" | "at">);

/**
 * S1: of what was answered before, what this reader may read today: each quote is read once more where it stands. An answer
 * of which one cannot be read is not shown, and to others than its asker neither is its question.
 */
export async function readableQuestions(
  { passages }: Pick<QueryParts, "passages">,
  reader: Reader,
  questions: readonly KeptQuestion[],
): Promise<ShownQuestion[]> {
  const citations = questions.flatMap(citationsOf);
  const texts = await passages.texts(reader, citations, "kept");
  const unreadable = new Set(citations.filter(({ quote }, at) => texts[at] !== quote));
  return questions.map((question): ShownQuestion => {
    const isShown =
      question.answer !== null && !citationsOf(question).some((citation) => unreadable.has(citation));
    return isShown ? { shown: true, ...question } : { shown: false, id: question.id, at: question.at };
  });
}

function citationsOf({ answer }: KeptQuestion): Citation[] {
  return answer?.parts.flatMap(({ citations }) => citations) ?? [];
}
