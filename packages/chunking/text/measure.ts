import type { TokenCounter } from "@footnote/contracts";

// Four times what a token of prose takes up. A tokenizer may see one unknown token in a word of any length (BERT does
// from 100 characters on); without this a file that is a single word would be a single chunk.
export const CHARACTERS_PER_TOKEN = 16;

/** Tokens, or the text's share of the longest text a chunk may hold, whichever is more. Adds up over white space. */
export type Measure = (text: string) => number;

export function measureBy(tokens: TokenCounter): Measure {
  return (text) => Math.max(tokens.count(text), Math.ceil(text.length / CHARACTERS_PER_TOKEN));
}
