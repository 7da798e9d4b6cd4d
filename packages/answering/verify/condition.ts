import { contentTerms } from "../terms.ts";
import type { Evidence } from "./evidence-in.ts";

/** What a rule holds for, before the rule: "If a laptop is lost or stolen, …". */
const CONDITION = /^(?:if|when|where|unless|in case|as soon as|wenn|falls)\b([^,:;]{3,160}),/iu;
/** Of its words, those that must be spoken of. */
const SPOKEN_OF = 0.5;

/**
 * Whether what a rule holds for is spoken of by the statement or the question: of a lost card nothing says what holds "if a laptop is
 * lost or stolen", however much of the rest is said in its words.
 */
export function isWithinCondition(
  statement: string,
  question: string,
  evidence: readonly Evidence[],
): boolean {
  const spokenOf = new Set([...contentTerms(statement), ...contentTerms(question)]);
  return evidence.every(({ text }) => {
    const condition = new Set(contentTerms(CONDITION.exec(text)?.[1] ?? ""));
    return condition.intersection(spokenOf).size >= SPOKEN_OF * condition.size;
  });
}
