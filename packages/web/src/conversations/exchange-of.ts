import type { KeptQuestion } from "@footnote/contracts";
import type { Exchange } from "../ask/conversation.ts";

/** A question that was kept, as the pages show one. Undefined where its answer is not kept any more. */
export function exchangeOf(kept: KeptQuestion, isOwn: boolean): Exchange | undefined {
  const { answer, id, conversation, question, asOf, within, feedback } = kept;
  if (answer === null) return undefined;
  return {
    question,
    asOf,
    within: within ?? [],
    after: null,
    phase: answer.status,
    understoodAs: answer.understoodAs ?? null,
    parts: answer.parts,
    // The count is of then.
    searched: null,
    unknown: answer.status === "closest" ? answer.unknown : null,
    unwritten: answer.unwritten ?? null,
    writing: answer.writing ?? null,
    cached: null,
    kept: isOwn ? { question: id, conversation } : null,
    feedback,
    trouble: null,
  };
}
