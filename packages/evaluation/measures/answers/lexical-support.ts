import { tokensOf } from "./tokens.ts";

/** So short that they say little, and stand everywhere. */
const SHORTEST = 3;

/**
 * The share of a statement's words of three letters and more, and of its numbers of any length, that stand in what it cites;
 * in [0, 1], null where it has none. A stand-in for a judge: it sees that a figure is wrong, and not that a word is missing
 * such as "not".
 */
export function lexicalSupport(statement: string, quotes: readonly string[]): number | null {
  const words = tokensOf(statement).filter((word) => word.length >= SHORTEST || /^\d/.test(word));
  if (words.length === 0) return null;
  const cited = new Set(quotes.flatMap(tokensOf));
  return words.filter((word) => cited.has(word)).length / words.length;
}

const SUPPORTED_FROM = 0.8;

/** Whether quotes support a statement, as far as words tell: most of its words stand there, and every number. */
export function isLexicallySupported(statement: string, quotes: readonly string[]): boolean {
  const support = lexicalSupport(statement, quotes);
  if (support === null) return quotes.length > 0;
  const cited = new Set(quotes.flatMap(tokensOf));
  const numbers = tokensOf(statement).filter((word) => /^\d/.test(word));
  return support >= SUPPORTED_FROM && numbers.every((number) => cited.has(number));
}
