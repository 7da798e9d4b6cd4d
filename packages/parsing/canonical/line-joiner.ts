const CJK = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303f\uff00-\uffef]/u;
const HYPHEN_AT_END = /[\p{L}\p{N}][-\u2010\u2011]$/u;
const SOFT_HYPHEN = "\u00ad";
/** "Haupt- und Nebensaison", "short- and long-term": the hyphen stands for the rest of a word. */
const CONJUNCTION = /^(?:and|or|to|und|oder|bzw|bis|et|ou|y|o|e)\s/;
/** What English begins a word with that keeps its hyphen, unless what follows only ends it ("self-ish", "part-ner"). */
const COMPOUND_BEGINNING =
  /^(?:well|self|half|cross|high|low|long|short|full|part|open|ever|much|hard|left|right|multi|real|one|two|three|four|five|six|seven|eight|nine|ten|first|second|third|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)$/i;
const ENDING =
  /^(?:ings?|ed|ers?|est|ness|ish|ly|ages?|ments?|en|ens|ened|ening|ners?|ways?|ful|less|self|selves|ical|ance|ence|ion|ions|able|ible)$/;
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
    if (text.endsWith(SOFT_HYPHEN)) return text.slice(0, -1) + next;
    if (HYPHEN_AT_END.test(text.slice(-2))) {
      if (CONJUNCTION.test(next)) return `${text} ${next}`;
      return (this.#keepsHyphen(text.slice(-LONGEST_WORD), next) ? text : text.slice(0, -1)) + next;
    }
    if (isBroken) return `${text}\n${next}`;
    const isCjk = CJK.test(text.slice(-1)) && CJK.test(next.slice(0, 1));
    return isCjk ? text + next : `${text} ${next}`;
  }

  /** Whether the hyphen is the author's: "well-" and "known", "29-" and "CA", "e-" and "mail", "state-of-" and "the". */
  #keepsHyphen(text: string, next: string): boolean {
    const before = /[^\s(/]*$/.exec(text.slice(0, -1))?.[0] ?? "";
    const [after = ""] = next.match(/^\p{Ll}+/u) ?? [];
    // The margin cuts words of letters, leaves two of them on either side, and adds no second hyphen.
    if (after.length < 2 || next[after.length] === "-" || !/^\p{L}+$/u.test(before)) return true;
    if (before.length < 2 || /\p{Lu}$/u.test(before)) return true;
    const words = this.#wordsOfAll();
    if (words.has(before + after)) return false;
    if (words.has(`${before}-${after}`)) return true;
    if (COMPOUND_BEGINNING.test(before) && !ENDING.test(after)) return true;
    return Math.min(before.length, after.length) >= SHORTEST_PART && words.has(before) && words.has(after);
  }

  /** Only when asked for: most documents have no hyphen at a line's end. */
  #wordsOfAll(): ReadonlySet<string> {
    this.#words ??= new Set(
      this.#lines
        .join("\n")
        .replace(/[\u2010\u2011]/g, "-")
        .match(WORDS),
    );
    return this.#words;
  }
}
