/** Without the model's own tokenizer: a token is at least 3 characters of most scripts, and each ideograph is one or more. */
const CHARACTERS_PER_TOKEN = 3;
const WIDE = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}\p{sc=Thai}]/gu;

/** Tokens that the text certainly fits in, about. */
export function tokensOf(text: string): number {
  const wide = text.match(WIDE)?.length ?? 0;
  return Math.ceil(wide * 1.5 + (text.length - wide) / CHARACTERS_PER_TOKEN);
}
