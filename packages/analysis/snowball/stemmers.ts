import { stemmer as arabic } from "@orama/stemmers/arabic";
import { stemmer as dutch } from "@orama/stemmers/dutch";
import { stemmer as english } from "@orama/stemmers/english";
import { stemmer as french } from "@orama/stemmers/french";
import { stemmer as german } from "@orama/stemmers/german";
import { stemmer as greek } from "@orama/stemmers/greek";
import { stemmer as italian } from "@orama/stemmers/italian";
import { stemmer as portuguese } from "@orama/stemmers/portuguese";
import { stemmer as russian } from "@orama/stemmers/russian";
import { stemmer as spanish } from "@orama/stemmers/spanish";
import { stemmer as swedish } from "@orama/stemmers/swedish";
import type { LatinLanguage } from "../language.ts";

/** Snowball's algorithms (https://snowballstem.org). Words come in lower case. */
export const LATIN_STEMMERS: Readonly<Record<LatinLanguage, (word: string) => string>> = {
  de: german,
  en: english,
  es: spanish,
  fr: french,
  it: italian,
  nl: dutch,
  pt: portuguese,
  sv: swedish,
};

/** "and", "with", "like", "for", and the article, written together: the light10 stemmer of Larkey et al. (2002) takes them off. */
const ARABIC_PREFIX = /^(?:[وبكف]?ال|لل|و)(?=.{3})/u;

/** Of scripts that tell the language well enough. */
export const SCRIPT_STEMMERS: readonly (readonly [script: RegExp, stem: (word: string) => string])[] = [
  [/^\p{Script=Cyrillic}/u, russian],
  [/^\p{Script=Arabic}/u, (word) => arabic(word.replace(ARABIC_PREFIX, ""))],
  [/^\p{Script=Greek}/u, greek],
];
