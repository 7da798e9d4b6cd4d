/** Marks an encoded term; words that begin with it are encoded too. */
const MARK = "zz";
const PLAIN = /^(?!zz)[a-z]+$/;

/**
 * Terms as text that Postgres' parser takes apart into just these terms, each a word of ASCII letters: anything else it
 * would split or read as a number, a host or a path. What is no such word is written in hexadecimal, in the letters a to p.
 */
export function lexemes(terms: readonly string[]): string {
  return terms.map(lexeme).join(" ");
}

export function lexeme(term: string): string {
  if (PLAIN.test(term)) return term;
  let encoded = MARK;
  for (const byte of Buffer.from(term, "utf8"))
    encoded += String.fromCharCode(97 + (byte >> 4), 97 + (byte & 15));
  return encoded;
}
