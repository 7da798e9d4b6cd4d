import type { Answer, AsOf } from "@footnote/contracts";

export type AnswerOutcome = Pick<Answer, "status" | "parts" | "unknown">;

export const BETWEEN_PARTS = "\n\n";

/** An answer in words. */
export function wordsOf({ status, parts, unknown }: AnswerOutcome, documents: number, asOf: AsOf): string {
  if (status === "not_found") return nowhere(unknown) + nothingFound(documents, asOf);
  return opening(status, unknown) + parts.map(({ text }) => text).join(BETWEEN_PARTS);
}

/** What stands before the parts of an answer. */
export function opening(status: Answer["status"], unknown: readonly string[]): string {
  if (status !== "closest") return "";
  return `${nowhere(unknown)}No passage answers this in so many words. Closest:${BETWEEN_PARTS}`;
}

function nowhere(unknown: readonly string[]): string {
  return unknown.length === 0 ? "" : `${unknown.join(", ")} stands in no document that you can read. `;
}

function nothingFound(documents: number, asOf: AsOf): string {
  if (asOf !== undefined) {
    return `Nothing relevant was found in what is still kept of ${asOf.toISOString()} and you can read.`;
  }
  if (documents === 0) return "There is nothing to search yet: no document is answerable.";
  return `Nothing relevant was found in the ${documents === 1 ? "one document" : `${documents} documents`} that you can read.`;
}
