import type { EmbeddingModel } from "@footnote/contracts";
import { type ContentWord, contentWords, withoutTerm } from "./terms.ts";

/** A question that people ask has fewer; each costs the question without it to embed. */
const MOST_WORDS = 12;

/** The words that carry the question's subject, each once. */
export function subjectWords(question: string): ContentWord[] {
  const distinct = new Map<string, ContentWord>();
  for (const word of contentWords(question)) if (!distinct.has(word.term)) distinct.set(word.term, word);
  return [...distinct.values()].slice(0, MOST_WORDS);
}

/** What is left of the question without a subject word, to see what the word adds. */
export function questionWithout(question: string, term: string): string {
  // A question of one word leaves nothing, and some models refuse an empty text.
  return withoutTerm(question, term) || "?";
}

/** As much of a passage as certainly fits: a token is at least one character that is no white space, decomposed. */
export function cutToFit(text: string, { maxTokens, prefixes }: EmbeddingModel): string {
  // The prefix and two special tokens take room too.
  let room = maxTokens - 2 - prefixes.passage.length;
  let end = 0;
  for (const character of text) {
    if (/\S/u.test(character)) room -= character.normalize("NFD").length;
    if (room < 0) break;
    end += character.length;
  }
  return text.slice(0, end);
}
