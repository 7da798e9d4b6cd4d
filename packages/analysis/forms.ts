import { fold, transliterated } from "./fold.ts";
import { DEFAULT_LANGUAGE, isStopWord, LATIN_LANGUAGES, type LatinLanguage } from "./language.ts";
import { LATIN_STEMMERS, SCRIPT_STEMMERS } from "./snowball/stemmers.ts";

/** In what forms words become terms, and which words do not. */
export interface Forms {
  /** Of a folded word in lower case. */
  of(folded: string): readonly string[];
  /** Of a word in lower case with its diacritics. */
  isStopWord(word: string): boolean;
  /** Whether other spellings of a word are wanted too: its capitals, its diacritics, how it is typed without them. */
  readonly withVariants: boolean;
}

/** Marks a term that is only met by the same spelling: "=IT", "=zoë", "=c++". */
export const EXACT = "=";
const ACRONYM = /^\p{Lu}{2,5}$/u;
/** Beyond it is no word; Postgres refuses lexemes of 2 KiB. */
const LONGEST_WORD = 100;

/** A document's words are stemmed by its language; where that is not English, they stand as they are too. */
export function documentForms(language: LatinLanguage): Forms {
  return {
    of: (folded) => stems(folded, [language], language !== "en"),
    isStopWord: (word) => isStopWord(word, language),
    withVariants: true,
  };
}

export function questionForms(language: LatinLanguage | undefined, withVariants: boolean): Forms {
  const languages = language === undefined ? LATIN_LANGUAGES : [language];
  return {
    of: (folded) => stems(folded, languages, language === undefined || language === "en"),
    isStopWord: (word) => isStopWord(word, language ?? DEFAULT_LANGUAGE),
    withVariants,
  };
}

function stems(folded: string, languages: readonly LatinLanguage[], isWordToo: boolean): string[] {
  if (folded.length > LONGEST_WORD) return [];
  const foreign = SCRIPT_STEMMERS.find(([script]) => script.test(folded));
  if (foreign !== undefined) return [foreign[1](folded)];
  const found = new Set(languages.map((language) => LATIN_STEMMERS[language](folded)));
  if (isWordToo) found.add(folded);
  return [...found];
}

/** The terms of a word of letters alone. */
export function wordTerms(word: string, forms: Forms): string[] {
  const isAcronym = ACRONYM.test(word);
  const lower = word.toLowerCase();
  // "IT" and "WHO" are more than "it" and "who".
  if (forms.isStopWord(lower)) return isAcronym ? [EXACT + word] : [];
  const folded = fold(lower);
  const terms = [...forms.of(folded)];
  if (!forms.withVariants || folded.length > LONGEST_WORD) return terms;
  if (isAcronym) terms.push(EXACT + word);
  if (folded !== lower) terms.push(EXACT + lower);
  const typed = transliterated(lower);
  if (typed !== undefined) terms.push(...forms.of(typed));
  return terms;
}
