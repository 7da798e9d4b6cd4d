import { FootnoteError } from "@footnote/contracts";

/** More than any question has; the service says how long one may be. */
const MOST_CHARACTERS = 16_000;

/**
 * The question on a command line, quoted or not; "-" alone is standard input's text.
 *
 * @throws FootnoteError request_invalid where standard input holds far more than a question
 */
export async function askedQuestion(
  words: readonly string[],
  input: AsyncIterable<string | Buffer> = process.stdin.setEncoding("utf8"),
): Promise<string> {
  if (words.length !== 1 || words[0] !== "-") return words.join(" ");
  let text = "";
  for await (const piece of input) {
    text += piece;
    if (text.length > MOST_CHARACTERS) {
      throw new FootnoteError("request_invalid", "Standard input holds more than a question.", {
        action: "Ask one question, of some sentences at most.",
      });
    }
  }
  return text.trim();
}
