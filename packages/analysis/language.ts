import { STOP_WORDS } from "./stop-words.ts";

export type LatinLanguage = keyof typeof STOP_WORDS;

export const LATIN_LANGUAGES = Object.keys(STOP_WORDS) as LatinLanguage[];

/** What a text is taken for that does not tell: a list of names, a table. */
export const DEFAULT_LANGUAGE: LatinLanguage = "en";

/** Fewer function words than these say nothing about a language: "die" is English too. */
const LEAST_STOP_WORDS = 3;

/** The languages that use a word as a function word. */
const USERS = new Map<string, LatinLanguage[]>();
for (const language of LATIN_LANGUAGES)
  for (const word of STOP_WORDS[language]) USERS.set(word, [...(USERS.get(word) ?? []), language]);

/**
 * The language in Latin script whose function words are most frequent, or undefined where there are too few to tell.
 * Function words make up a third to a half of any prose, so one sentence is most often enough.
 */
export function languageOf(words: Iterable<string>, least = LEAST_STOP_WORDS): LatinLanguage | undefined {
  const counts = new Map<LatinLanguage, number>();
  for (const word of words)
    for (const language of USERS.get(word) ?? []) counts.set(language, (counts.get(language) ?? 0) + 1);
  const [best, second] = [...counts].sort(([, one], [, other]) => other - one);
  if (best === undefined || best[1] < least || best[1] === second?.[1]) return undefined;
  return best[0];
}

export function isStopWord(word: string, language: LatinLanguage): boolean {
  return STOP_WORDS[language].has(word);
}
