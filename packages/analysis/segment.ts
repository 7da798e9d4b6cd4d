/** Scripts without spaces between words, and Hangul, whose words carry their particles. */
const SEGMENTED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
/** Of these, pairs of characters too: their words are short, and a dictionary parts them differently by context. */
const PAIRED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}ー々]/u;
const PAIRED_WORD = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}ー々]{2}$/u;

const words = new Intl.Segmenter("zh", { granularity: "word" });

export function needsSegmenting(run: string): boolean {
  return SEGMENTED.test(run);
}

/**
 * Words by dictionary and pairs of characters, of a run in Chinese, Japanese, Korean, Thai and their like. What else
 * stands in it ("iPhone手机") comes back in `others`.
 */
export function segment(run: string): { terms: string[]; others: string[] } {
  const terms: string[] = [];
  const others: string[] = [];
  for (const { segment: word, isWordLike } of words.segment(run)) {
    if (!needsSegmenting(word)) {
      if (isWordLike) others.push(word);
      // A word of two characters is one of the pairs.
    } else if (!PAIRED_WORD.test(word)) terms.push(word);
  }
  const characters = [...run];
  for (let at = 0; at + 1 < characters.length; at++) {
    const [one, two] = [characters[at] as string, characters[at + 1] as string];
    if (PAIRED.test(one) && PAIRED.test(two)) terms.push(one + two);
  }
  return { terms, others };
}
