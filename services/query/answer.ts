import { isVerified } from "@footnote/answering";
import type { Answer, AnswerPart, AsOf } from "@footnote/contracts";
import { expand } from "@footnote/retrieval";
import type { QueryParts } from "./parts.ts";
import { searchBothWays } from "./search.ts";

/** Chunks that are looked at, and the sections that an answer may be drawn from. */
const CHUNKS = 30;
const PASSAGES = 10;

export type AnswerEvent =
  | { readonly kind: "closest"; readonly unknown: readonly string[] }
  | { readonly kind: "part"; readonly part: AnswerPart }
  | { readonly kind: "answer"; readonly answer: Answer };

/**
 * Search, expand, answer, verify: a part as soon as it is verified, and the whole answer at the end. Where what follows
 * only comes closest, that is said before the first part.
 */
export async function* answerQuestion(
  parts: QueryParts,
  question: string,
  asOf: AsOf,
  signal: AbortSignal,
): AsyncIterable<AnswerEvent> {
  const { candidates, questionVector } = await searchBothWays(parts, question, CHUNKS, asOf, signal);
  const passages = await expand(parts.passages, parts.reader, candidates, PASSAGES, signal);
  const said: AnswerPart[] = [];
  let closest: Extract<AnswerEvent, { kind: "closest" }> | undefined;
  for await (const event of parts.answerer.answer({ question, questionVector, passages, signal })) {
    signal.throwIfAborted();
    if (event.kind === "closest") {
      closest = event;
      yield event;
    } else if (await isVerified(parts.passages, parts.reader, event.part)) {
      said.push(event.part);
      yield event;
    }
  }
  signal.throwIfAborted();
  const documents = await parts.passages.count(parts.reader);
  const status = said.length === 0 ? "not_found" : closest === undefined ? "answered" : "closest";
  const unknown = closest?.unknown ?? [];
  const searched = { documents, passages: passages.length };
  const text = textOf(status, said, unknown, documents, asOf);
  const citations = said.flatMap((part) => part.citations);
  yield { kind: "answer", answer: { status, parts: said, text, citations, unknown, searched } };
}

export const BETWEEN_PARTS = "\n\n";

/** What stands before the parts of an answer. */
export function opening(status: Answer["status"], unknown: readonly string[]): string {
  if (status !== "closest") return "";
  return `${nowhere(unknown)}No passage answers this in so many words. Closest:${BETWEEN_PARTS}`;
}

function nowhere(unknown: readonly string[]): string {
  return unknown.length === 0 ? "" : `${unknown.join(", ")} stands in no document that you can read. `;
}

function textOf(
  status: Answer["status"],
  parts: readonly AnswerPart[],
  unknown: readonly string[],
  documents: number,
  asOf: AsOf,
): string {
  if (status === "not_found") return nowhere(unknown) + nothingFound(documents, asOf);
  return opening(status, unknown) + parts.map(({ text }) => text).join(BETWEEN_PARTS);
}

function nothingFound(documents: number, asOf: AsOf): string {
  if (asOf !== undefined) {
    return `Nothing relevant was found in what is still kept of ${asOf.toISOString()} and you can read.`;
  }
  if (documents === 0) return "There is nothing to search yet: no document is answerable.";
  return `Nothing relevant was found in the ${documents === 1 ? "one document" : `${documents} documents`} that you can read.`;
}
