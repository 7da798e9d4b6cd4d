import type { Meaning, Phrase, Word, WordKind } from "./meaning.ts";
import { read } from "./read.ts";

/** Longer ones are texts with a question somewhere in them. */
const LONGEST_CHARACTERS = 300;

/** What two questions disagree about: their words by kind, or how they ask. */
export type Disagreement =
  | WordKind
  | "question"
  | "tense"
  | "modality"
  | "owner"
  | "order"
  | "language"
  | "length";

export type Agreement =
  | { readonly agrees: true }
  | {
      readonly agrees: false;
      readonly about: Disagreement;
      /** What of the question that was asked is not in the other one. Nothing of the other is told: another person may have asked it. */
      readonly asked: readonly string[];
    };

const AGREES: Agreement = { agrees: true };

/**
 * Whether an answer to the one question can stand for the other: whether both ask the same of the same, in numbers, dates,
 * units, names, identifiers, denials, quantities, comparisons, tense and what may or must be. Rules read English and German; of
 * what they do not know each word has to be the same. Symmetric, and bounded: questions of more than 300 characters agree with
 * none.
 */
export function agree(asked: string, other: string): Agreement {
  if (Math.max(asked.length, other.length) > LONGEST_CHARACTERS) return differ("length");
  return compare(read(asked), read(other));
}

function compare(asked: Meaning, other: Meaning): Agreement {
  if (asked.language !== other.language) return differ("language");
  const words = compareWords(asked.phrases, other.phrases);
  // A number says more of what is different than the tense.
  if (!words.agrees && words.about !== "word" && words.about !== "order") return words;
  if (asked.asks !== other.asks) return differ("question", asked.asks);
  if (asked.tense !== other.tense) return differ("tense", asked.tense);
  if (!share(asked.modality, other.modality)) return differ("modality", ...asked.modality);
  if (asked.owners.length > 0 && other.owners.length > 0 && !share(asked.owners, other.owners))
    return differ("owner", ...asked.owners);
  return words;
}

function share(one: readonly string[], other: readonly string[]): boolean {
  return one.some((item) => other.includes(item));
}

function differ(about: Disagreement, ...asked: readonly string[]): Agreement {
  return { agrees: false, about, asked };
}

/** Phrases may stand in any order, but each has the same words in the same order: "from Oslo to Bergen" is no way back. */
function compareWords(asked: readonly Phrase[], other: readonly Phrase[]): Agreement {
  const left = [...other];
  let isSame = asked.length === other.length;
  for (const phrase of asked) {
    const at = left.findIndex((candidate) => isSamePhrase(phrase, candidate));
    if (at >= 0) left.splice(at, 1);
    else isSame = false;
  }
  if (isSame) return AGREES;
  const missing = without(wordsOf(asked), wordsOf(other));
  const surplus = without(wordsOf(other), wordsOf(asked));
  const first = tellingOf([...missing, ...surplus]);
  if (first === undefined) return differ("order");
  return differ(first, ...missing.filter(({ kind }) => kind === first).map(({ text }) => text));
}

function isSamePhrase(one: Phrase, other: Phrase): boolean {
  return (
    one.opens === other.opens &&
    one.words.length === other.words.length &&
    one.words.every((word, at) => isSameWord(word, other.words[at] as Word))
  );
}

function isSameWord(one: Word, other: Word): boolean {
  const isOpposed =
    one.inflection !== undefined && other.inflection !== undefined && one.inflection !== other.inflection;
  return !isOpposed && share(one.forms, other.forms);
}

function wordsOf(phrases: readonly Phrase[]): Word[] {
  return phrases.flatMap(({ words }) => words);
}

/** The words that have no counterpart among the others, each of which is one for a single word. */
function without(words: readonly Word[], others: readonly Word[]): Word[] {
  const left = [...others];
  return words.filter((word) => {
    const at = left.findIndex((candidate) => isSameWord(word, candidate));
    if (at < 0) return true;
    left.splice(at, 1);
    return false;
  });
}

const MOST_TELLING: readonly WordKind[] = [
  "identifier",
  "number",
  "date",
  "time",
  "unit",
  "negation",
  "quantity",
  "comparison",
  "place",
  "name",
  "word",
];

function tellingOf(words: readonly Word[]): WordKind | undefined {
  return MOST_TELLING.find((kind) => words.some((word) => word.kind === kind));
}
