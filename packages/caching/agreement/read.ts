import { dropCourtesy } from "../normalise/courtesy.ts";
import { dropEnds, unifyMarks } from "../normalise/marks.ts";
import { unifyCharacters } from "../normalise/unicode.ts";
import { readEnglish } from "./english/read.ts";
import { FUNCTION_WORDS as ENGLISH } from "./english/words.ts";
import { readGerman } from "./german/read.ts";
import { FUNCTION_WORDS as GERMAN } from "./german/words.ts";
import type { Meaning } from "./meaning.ts";
import { tokensOf } from "./tokens.ts";

/** What a question asks. */
export function read(question: string): Meaning {
  const text = dropEnds(dropCourtesy(dropEnds(unifyMarks(unifyCharacters(question)))));
  const words = text.toLowerCase().match(/\p{L}+/gu) ?? [];
  const english = words.filter((word) => ENGLISH.has(word)).length;
  const german = words.filter((word) => GERMAN.has(word)).length;
  if (english > german) return readEnglish(text);
  if (german > english) return readGerman(text);
  return readPlainly(text);
}

/** In a language that no rule knows each word is what it is. */
function readPlainly(text: string): Meaning {
  const words = tokensOf(text, ",").map(({ text: word, kind = "word" as const }) => ({
    text: word,
    kind,
    forms: [word],
  }));
  return {
    language: "",
    asks: "none",
    tense: "present",
    modality: ["is"],
    owners: [],
    phrases: [{ opens: "", words }],
  };
}
