// Function words of English, and the words a question is asked with: they say nothing about its subject.
const STOP_WORDS = new Set(
  `a about after all also am an and any are as at be because been before being both but by can could did do does doing
  done else ever every for from get gets given go had has have having he her here hers him his how i if in into is it
  its just kind let like long lot many may me might mine more most much must my need needs no nor not of off often old
  on one only or other our out over own please same shall she should so some such take tell than that the their them
  then there these they this those to too under up us very want was we were what when where whether which while who
  whom whose why will with within without would you your yours s t re ve ll d m`.split(/\s+/u),
);

const words = new Intl.Segmenter("en", { granularity: "word" });

// What most texts consist of: there an expression finds the words that Intl.Segmenter finds (Unicode Standard Annex 29) ten times as
// fast, and to read six passages with it is most of what an answer computes beside the models.
const LETTER = "A-Za-z\\xc0-\\xd6\\xd8-\\xf6\\xf8-\\u024f";
const IS_LATIN = /^[\0-\x7f\xa0\xc0-\u024f\u2013\u2014\u2018\u2019\u201c\u201d\u2022\u2026]*$/;
const LATIN_WORD = new RegExp(
  `(?=_*[${LETTER}\\d])[${LETTER}\\d_]+(?:(?:(?<=[${LETTER}])[.':\\u2018\\u2019](?=[${LETTER}])|(?<=\\d)[.',;\\u2018\\u2019](?=\\d))[${LETTER}\\d_]+)*`,
  "g",
);

export interface ContentWord {
  readonly word: string;
  /** The word's stem, by which texts are compared. */
  readonly term: string;
}

/** The words of a text that carry its subject, in order and with repeats. Works on any script. */
export function contentWords(text: string): ContentWord[] {
  const found: ContentWord[] = [];
  for (const word of wordsOf(text)) {
    const plain = word.normalize("NFKC").toLowerCase();
    if (!STOP_WORDS.has(plain)) found.push({ word, term: stem(plain) });
  }
  return found;
}

/** The words of a text, in order; underscores alone are none. */
export function wordsOf(text: string): readonly string[] {
  return IS_LATIN.test(text) ? (text.match(LATIN_WORD) ?? []) : segmentedWords(text);
}

/** The same by Intl.Segmenter, for any script. */
export function segmentedWords(text: string): string[] {
  return [...words.segment(text)]
    .filter(({ segment, isWordLike }) => isWordLike && !/^_+$/.test(segment))
    .map(({ segment }) => segment);
}

/** The text without the words of that stem. */
export function withoutTerm(text: string, term: string): string {
  return [...words.segment(text)]
    .filter(({ segment }) => stem(segment.normalize("NFKC").toLowerCase()) !== term)
    .map(({ segment }) => segment)
    .join("")
    .trim();
}

export function contentTerms(text: string): string[] {
  return contentWords(text).map(({ term }) => term);
}

/** Joins the forms in which a question and its answer most often differ: day/days, claim/claimed, review/reviewer. */
function stem(word: string): string {
  if (!/^[a-z’']{4,}$/u.test(word)) return word;
  let root = word.replace(/[’']s?$/u, "");
  if (/(?:ies|ied)$/u.test(root) && root.length > 4) return `${root.slice(0, -3)}y`;
  if (/[^su]s$/u.test(root) && !root.endsWith("is")) root = root.slice(0, -1);
  root = root.replace(/(?<=.{3})(?:ment|ly)$/u, "").replace(/(?<=.{4})(?:er|al)$/u, "");
  const shorter = root.replace(/(?<=.{3})(?:ing|ed)$/u, "");
  if (shorter !== root && /[aeiouy]/u.test(shorter)) root = shorter.replace(/([bdgmnprt])\1$/u, "$1");
  return root.length > 3 ? root.replace(/e$/u, "") : root;
}
