import type { Turn } from "@footnote/contracts";
import { subjectWords } from "../question.ts";
import { contentWords } from "../terms.ts";

/** What opens a question that goes on from the one before it. */
const GOES_ON =
  /^(?:and|but|or|so|then|also|what about|how about|what if|und|aber|oder|was ist mit|wie ist es mit|und was)\b[\s,]*/iu;
/** Stands for what was named before. "There is", "is it possible" and "this week" name nothing. */
const POINTS_BACK =
  /\b(?:it|its|they|them|their|theirs|those|these|that one|this one|the same|the former|the latter|the other(?: one)?|he|she|him|her|dafür|davon|dazu|damit|deren|dessen)\b(?! (?:is|was)? ?(?:possible|allowed|necessary|ok|raining)\b)|\b(?:about|of|for|with|to|on|in|is|does|do|did|can) (?:this|that)\s*[?.!]?$/iu;
const EMPTY_IT =
  /\b(?:is|was|does|will|can|must|should) it (?:possible|allowed|necessary|ok|okay|mandatory|required) to\b/iu;
/** A noun that says nothing without what it is of. */
const OF_WHAT =
  /\b(?:the|a|an|any|some|there|der|die|das|eine?)\b.{0,25}\b(?:deadlines?|limits?|costs?|price|amount|rules?|exceptions?|form|contact|procedure|process|next steps?|maximum|minimum|duration|reasons?|requirements?|conditions?|fees?|penalty|address|phone number|approver|frist|kosten|ausnahmen?|grund)\s*[?.!]*$/iu;
/** Asks, and names nothing: "why?", "how long?", "since when?". */
const MOST_ELLIPTIC_WORDS = 0;

export type FollowUp = "ellipsis" | "reference";

/** How a question leans on the one before it; undefined where it can be understood alone. */
export function followUpOf(question: string): FollowUp | undefined {
  const opens = GOES_ON.test(question);
  const rest = question.replace(GOES_ON, "").trim();
  const isAsking =
    /^(?:who|whom|whose|what|which|when|where|why|how|is|are|was|does|do|did|can|could|may|must|should|will|wer|was|wann|wo|warum|wie|ist|kann|darf|muss)\b/iu.test(
      rest,
    );
  if (opens && !isAsking) return "ellipsis";
  if (contentWords(question).length <= MOST_ELLIPTIC_WORDS) return "ellipsis";
  const points = POINTS_BACK.test(question) && !EMPTY_IT.test(question);
  return points || opens || OF_WHAT.test(question) ? "reference" : undefined;
}

/**
 * A follow-up with what it leans on: the question before it where it has no predicate of its own, else that question's
 * subject. The question itself where it can be understood alone.
 * @example standalone("And what is the deadline?", [{ question: "How do I claim expenses?" }]) // "What is the deadline? (claim expenses)"
 */
export function standalone(question: string, earlier: readonly Turn[]): string {
  const kind = followUpOf(question);
  const before = antecedentOf(earlier);
  if (kind === undefined || before === undefined) return question;
  if (kind === "ellipsis") return `${before.replace(/[?.!\s]*$/u, "?")} ${question}`;
  const own = new Set(contentWords(question).map(({ term }) => term));
  const subject = subjectWords(before).filter(({ term }) => !own.has(term));
  const rest = question.replace(GOES_ON, "");
  const asked = rest.charAt(0).toUpperCase() + rest.slice(1);
  return subject.length === 0 ? question : `${asked} (${subject.map(({ word }) => word).join(" ")})`;
}

/** The last question that can be understood alone: what a chain of follow-ups is about. */
export function antecedentOf(earlier: readonly Turn[]): string | undefined {
  return (
    earlier.findLast(({ question }) => followUpOf(question) === undefined)?.question ??
    earlier.at(-1)?.question
  );
}
