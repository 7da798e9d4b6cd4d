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

/** The stems of a text's words that carry its subject, in order and with repeats. Works on any script. */
export function contentTerms(text: string): string[] {
  const terms: string[] = [];
  for (const { segment, isWordLike } of words.segment(text.normalize("NFKC").toLowerCase())) {
    if (isWordLike && !STOP_WORDS.has(segment)) terms.push(stem(segment));
  }
  return terms;
}

/** Joins the forms that a question and its answer most often differ in: day/days, claim/claimed, carry/carries. */
export function stem(word: string): string {
  if (!/^[a-z’']{4,}$/u.test(word)) return word;
  let root = word.replace(/[’']s?$/u, "");
  if (/(?:ies|ied)$/u.test(root) && root.length > 4) return `${root.slice(0, -3)}y`;
  if (/[^su]s$/u.test(root) && !root.endsWith("is")) root = root.slice(0, -1);
  const shorter = root.replace(/(?:ing|ed)$/u, "");
  if (shorter !== root && shorter.length >= 3 && /[aeiouy]/u.test(shorter)) {
    root = shorter.replace(/([bdgmnprt])\1$/u, "$1");
  }
  return root.length > 3 ? root.replace(/e$/u, "") : root;
}
