/**
 * What NFKC would make other digits of, beside which they would read as another number: 10² is not 102, and 1½ is not 11/2.
 * Superscripts and subscripts, fractions, enclosed and square characters. Full-width digits are digits, and become them.
 */
const WITHOUT_NUMBERS = /[^\p{No}\u3200-\u33ff\u{1f100}-\u{1f1ff}]+/gu;
const SOFT_HYPHEN = /(?<=\p{L})\u00ad(?=\p{L})/gu;
/** Characters without a form of their own: several in a row can be a message that only a machine reads. */
const UNSEEN = /[\p{Cf}\p{Variation_Selector}]+/gu;
/** Zero width space, directional marks, word joiner, selectors of text and emoji, byte order mark. */
const MEANS_NOTHING = /^(?:\u200b|\u200e|\u200f|\u2060|\ufe0e|\ufe0f|\ufeff)$/u;
const OF_A_WORD = /[\p{L}\p{M}\p{N}]/u;

/** One form of each character, one space between words. */
export function unifyCharacters(text: string): string {
  return text
    .replaceAll(WITHOUT_NUMBERS, (run) => run.normalize("NFKC"))
    .replaceAll(SOFT_HYPHEN, "")
    .replaceAll(UNSEEN, (run, at: number, whole: string) => {
      // Within a word it parts what analysis reads as one.
      const isInWord = OF_A_WORD.test(before(whole, at)) && OF_A_WORD.test(after(whole, at + run.length));
      return MEANS_NOTHING.test(run) && !isInWord ? "" : run;
    })
    .replaceAll(/\s+/gu, " ")
    .trim();
}

/** The code point that ends there, or nothing. */
export function before(text: string, at: number): string {
  if (at === 0) return "";
  const unit = text.charCodeAt(at - 1);
  const isLow = unit >= 0xdc00 && unit <= 0xdfff;
  return text.slice(isLow && at > 1 ? at - 2 : at - 1, at);
}

/** The code point that begins there, or nothing. */
export function after(text: string, at: number): string {
  return at >= text.length ? "" : String.fromCodePoint(text.codePointAt(at) as number);
}
