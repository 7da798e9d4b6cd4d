/** Words that name one thing exactly: what has digits in it, an address, a path, a word with capitals inside. */
const EXACT =
  /[\w.+-]+@[\w-]+\.[\w.-]+|https?:\/\/[^\s<>"')\]]+|www\.[^\s<>"')\]]+|[#@][\p{L}\p{N}_-]{2,}|(?:[\p{L}\p{N}]+[_/\\-])*[\p{L}]*\d[\p{L}\d]*(?:[._/\\-][\p{L}\p{N}]+)*|\p{Lu}[\p{L}]*\p{Ll}\p{Lu}\p{L}*|\p{Lu}{2,}\p{L}*/gu;
const CAPITAL = /(?<=[\p{L}\p{N},;:)'’"”-]\s+|[(“"‘])\p{Lu}[\p{L}’'-]+/gu;

/** The share of words with a capital from which on a text is in a language that writes all nouns so. */
const NOUNS_HAVE_CAPITALS = 0.3;

/** What a sentence names, in lower case: each must stand in what it cites. The first word's capital says nothing. */
export function namesIn(sentence: string): string[] {
  const exact = [...sentence.matchAll(EXACT)].map(([name]) => name).filter((name) => /\p{L}/u.test(name));
  const words = sentence.match(/[\p{L}’'-]{2,}/gu) ?? [];
  const capital = [...sentence.matchAll(CAPITAL)].map(([name]) => name);
  const isOfNouns = capital.length > NOUNS_HAVE_CAPITALS * words.length && words.length > 4;
  const names = [...exact, ...(isOfNouns ? [] : capital)].map((name) =>
    name.toLowerCase().replace(/[’']s?$|[.,;:]+$/u, ""),
  );
  return [...new Set(names.filter((name) => !COMMON.has(name)))];
}

/** Whether a text has the name, also where its parts are joined otherwise. */
export function hasName(text: string, name: string): boolean {
  const plain = (each: string) => each.toLowerCase().replace(/[’']/gu, "'");
  return (
    plain(text).includes(plain(name)) ||
    plain(text)
      .replace(/[-_\s]/gu, "")
      .includes(plain(name).replace(/[-_\s]/gu, ""))
  );
}

/** Capitals that name nothing, and months and days, which are compared as dates. */
const COMMON = new Set(
  `i i'm i'll you yes no not note the a an and or if all any must may ok id am pm january february march april june july
  august september october november december`.split(/\s+/u),
);
