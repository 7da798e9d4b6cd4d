import { Lexer } from "marked";

/** What may begin or end markup inside a paragraph. */
const MARKS = /[*_~[\]!`<&:@]/g;
/** Far beyond what people write: 3,000 words, or a line of code to each of 500. */
const LONG = 10_000;
const MOST_MARKS = 2_000;

/**
 * marked looks for each mark's other end in all the text behind it: 120 KB of "__a" in one paragraph take it 20 seconds, four
 * times as much sixteen times as long. Such a paragraph is read as it stands.
 */
export class BoundedLexer extends Lexer {
  override inlineTokens(src: string, tokens: Parameters<Lexer["inlineTokens"]>[1] = []) {
    if (src.length <= LONG || (src.match(MARKS)?.length ?? 0) <= MOST_MARKS)
      return super.inlineTokens(src, tokens);
    tokens.push({ type: "text", raw: src, text: src, escaped: false });
    return tokens;
  }
}
