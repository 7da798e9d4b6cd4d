const CJK = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303f\uff00-\uffef]/u;
const HYPHEN_AT_END = /[\p{L}\p{N}][-\u00ad\u2010\u2011]$/u;
/** Roughly: a class of Unicode properties takes four times as long, for nothing here. */
const WORDS = /[-A-Za-z\u00c0-\uffff]+/g;
/** Shorter parts are found in every text. */
const SHORTEST_PART = 3;
const LONGEST_WORD = 80;

/** Puts the lines of a paragraph together again, and undoes what the margin did to words. */
export class LineJoiner {
  readonly #lines: readonly string[];
  #words: Set<string> | undefined;

  /** @param lines all of the document: its words tell a hyphen that belongs to one from one that the margin made */
  constructor(lines: readonly string[]) {
    this.#lines = lines;
  }

  /** @param isBroken whether the author, not the margin, ended the first line */
  join(text: string, next: string, isBroken = false): string {
    if (text === "" || next === "") return text + next;
    // Only the end: the text grows with every line.
    if (HYPHEN_AT_END.test(text.slice(-2))) {
      const [before = ""] = text.slice(-LONGEST_WORD, -1).match(/\p{L}+$/u) ?? [];
      const [after = ""] = next.match(/^\p{Ll}+/u) ?? [];
      return (after === "" || this.#belongs(before, after) ? text : text.slice(0, -1)) + next;
    }
    if (isBroken) return `${text}\n${next}`;
    const isCjk = CJK.test(text.slice(-1)) && CJK.test(next.slice(0, 1));
    return isCjk ? text + next : `${text} ${next}`;
  }

  /** "well-" and "known": never one word in this document, but one with a hyphen, or two. */
  #belongs(before: string, after: string): boolean {
    // Only now: most documents have no hyphen at a line's end.
    this.#words ??= new Set(
      this.#lines
        .join("\n")
        .replace(/[\u2010\u2011]/g, "-")
        .match(WORDS),
    );
    const words = this.#words;
    if (words.has(before + after)) return false;
    if (words.has(`${before}-${after}`)) return true;
    return Math.min(before.length, after.length) >= SHORTEST_PART && words.has(before) && words.has(after);
  }
}
