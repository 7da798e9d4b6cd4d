import type { Answer, AnswerPart, AsOf, Unwritten } from "@footnote/contracts";

export type AnswerOutcome = Pick<Answer, "status" | "parts" | "unknown" | "unwritten">;

const BETWEEN_PARTS = "\n\n";

/** What stands between the part before it and this one. */
export function before({ continues, blocks }: Pick<AnswerPart, "continues" | "blocks">): string {
  if (!continues) return BETWEEN_PARTS;
  return blocks[0]?.kind === "paragraph" ? " " : "\n";
}

/** The texts of the parts as one. */
export function joined(parts: readonly Pick<AnswerPart, "continues" | "blocks" | "text">[]): string {
  return parts.map((part, at) => (at === 0 ? part.text : before(part) + part.text)).join("");
}

/** An answer in words. */
export function wordsOf(
  { status, parts, unknown, unwritten }: AnswerOutcome,
  documents: number,
  asOf: AsOf,
): string {
  if (status === "not_found") return nowhere(unknown) + nothingFound(documents, asOf);
  return (unwritten === undefined ? "" : unwrittenNote(unwritten)) + opening(status, unknown) + joined(parts);
}

/** What stands before the parts of an answer. */
export function opening(status: Answer["status"], unknown: readonly string[]): string {
  if (status !== "closest") return "";
  return `${nowhere(unknown)}No sure answer. These passages come closest:${BETWEEN_PARTS}`;
}

/** What a follow-up was taken to ask. */
export function understoodNote(question: string): string {
  return `Understood as: ${question}${BETWEEN_PARTS}`;
}

/** Why the passages' own words follow where a language model was to answer. */
export function unwrittenNote({ message }: Unwritten): string {
  return `${message} In the documents' own words:${BETWEEN_PARTS}`;
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
