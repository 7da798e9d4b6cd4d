import type { AnsweredSentence } from "@footnote/contracts";

const PROSE = /[.!?。！？]["'”’)\]]*$/u;

/** What stands before each sentence: what does not end like a sentence (a row, an item) gets a line of its own. */
export function separators(sentences: readonly Pick<AnsweredSentence, "text">[]): string[] {
  return sentences.map(({ text }, at) => {
    const before = sentences[at - 1];
    if (before === undefined) return "";
    return isProse(before.text) && isProse(text) ? " " : "\n";
  });
}

function isProse(text: string): boolean {
  return !text.includes("\n") && PROSE.test(text);
}
