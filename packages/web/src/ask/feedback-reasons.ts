import type { Feedback } from "@footnote/contracts";

/** What can be wrong with an answer, in its asker's words. */
export const REASON_WORDS: Readonly<Record<NonNullable<Feedback["reason"]>, string>> = {
  wrong: "It is wrong",
  outdated: "It is out of date",
  incomplete: "Something is missing",
  wrong_document: "It comes from the wrong document",
  unanswered: "The documents answer it, and it was not found",
};
