import { TOLD_BY_CAPITALS } from "../normalise/case.ts";
import { dateIn, isMonth } from "./dates.ts";
import type { WordKind } from "./meaning.ts";
import { UNIT_MARKS } from "./units.ts";

/** A word or sign of a question. */
export interface Token {
  /** In lower case, but where the case tells two things apart; a number or date in one form. */
  readonly text: string;
  /** Undefined for words: what they are is for a lexicon to say. */
  readonly kind: WordKind | undefined;
  readonly hasCapital: boolean;
}

const NUMBER = /^[-+]?\d+(?:[.,]\d+)*$/u;
const WITH_UNIT = /^([-+]?\d+(?:[.,]\d+)*)(\p{L}{1,3}|%)$/u;
const ORDINAL = /^(\d+)(?:st|nd|rd|th)$/u;
const JOINED_WORDS = /^\p{L}[\p{L}\p{M}]*(?:['-]\p{L}[\p{L}\p{M}]*)+$/u;
const JOINER = "[-_./\\\\:@&#~=',+]";
/**
 * Dates and times as a whole, what is typed in one go with the signs that make another of it (-5, §12, .NET, C++), and any other
 * sign.
 */
const TOKEN = new RegExp(
  `(?<date>${dateIn.source})|(?<word>(?:(?<![\\p{L}\\p{N}])[-+#@.§](?=[\\p{L}\\p{N}]))?[\\p{L}\\p{M}\\p{N}]+(?:${JOINER}{1,2}[\\p{L}\\p{M}\\p{N}]+)*(?:\\+\\+|#|%)?)|(?<sign>\\S)`,
  "giu",
);
/** Marks that part words and say nothing else. */
const MARKS = new Set("\"'()[]{},.;:?!¿¡…");

/** The words and signs of a text whose characters and marks are in one form, in their order. */
export function tokensOf(text: string, thousands: "," | ".", opensSentence = true): Token[] {
  const isShouted = text === text.toUpperCase() && /\p{L}.*\s\p{L}/u.test(text);
  const tokens: Token[] = [];
  for (const { groups, index } of text.matchAll(TOKEN)) {
    const { date, word, sign } = groups as Readonly<Record<"date" | "word" | "sign", string | undefined>>;
    if (date !== undefined) tokens.push(...datesOf(date));
    else if (word !== undefined)
      tokens.push(...wordsOf(word, tokens.at(-1), thousands, isShouted, opensSentence && index === 0));
    else if (sign !== undefined && !MARKS.has(sign)) tokens.push(signOf(sign));
  }
  return unitsLast(tokens);
}

/** "€ 50" as "50 euros". */
function unitsLast(tokens: readonly Token[]): Token[] {
  const result = [...tokens];
  for (let at = 0; at < result.length - 1; at++) {
    const [unit, number] = [result[at] as Token, result[at + 1] as Token];
    if (unit.kind === "unit" && number.kind === "number" && result[at - 1]?.kind !== "number")
      result.splice(at++, 2, number, unit);
  }
  return result;
}

function datesOf(text: string): Token[] {
  return [{ ...(dateIn.read(text) ?? { text: text.toLowerCase(), kind: "date" }), hasCapital: false }];
}

function signOf(sign: string): Token {
  const unit = UNIT_MARKS.get(sign);
  if (unit !== undefined) return { text: unit, kind: "unit", hasCapital: false };
  if (sign === "&") return { text: "and", kind: undefined, hasCapital: false };
  return { text: sign, kind: "identifier", hasCapital: false };
}

function wordsOf(
  typed: string,
  before: Token | undefined,
  thousands: "," | ".",
  isShouted: boolean,
  isFirst: boolean,
): Token[] {
  const lower = typed.toLowerCase();
  const one = (text: string, kind: WordKind | undefined): Token => ({
    text,
    kind,
    hasCapital: !isFirst && !isShouted && /^\p{Lu}/u.test(typed),
  });
  if (NUMBER.test(typed)) return [one(plain(typed, thousands), "number")];
  const ordinal = ORDINAL.exec(lower)?.[1];
  if (ordinal !== undefined) return [one(`${ordinal}.`, "number")];
  const [, amount, unit = ""] = WITH_UNIT.exec(typed) ?? [];
  if (amount !== undefined && UNIT_MARKS.has(unit))
    return [one(plain(amount, thousands), "number"), one(UNIT_MARKS.get(unit) as string, "unit")];
  if (before?.kind === "number" && UNIT_MARKS.has(typed))
    return [one(UNIT_MARKS.get(typed) as string, "unit")];
  // "5 mW" is not "5 MW".
  if (before?.kind === "number" && typed.length <= 3 && /\p{Lu}/u.test(typed) && !isMonth(lower))
    return [one(typed, "identifier")];
  // `getUser` is not `getUsers`.
  if (/\p{Ll}\p{Lu}/u.test(typed)) return [one(lower, "identifier")];
  if (/^\p{L}[\p{L}\p{M}]*$/u.test(typed)) {
    const isTold =
      (isShouted ? hasTold(typed) : typed.length > 1 && typed === typed.toUpperCase()) &&
      TOLD_BY_CAPITALS.has(lower);
    return [isTold ? one(typed, "name") : one(lower, undefined)];
  }
  // "e-mail" is one word, "first-aid" two.
  if (JOINED_WORDS.test(typed)) {
    const parts = lower.replace(/^(\p{L})-/u, "$1").split("-");
    return parts.map((part) => one(part, undefined));
  }
  // The option -v is not -V.
  return [one(/^-\p{L}$/u.test(typed) ? typed : lower.replace(/^v(?=\d)/u, ""), "identifier")];
}

function hasTold(typed: string): boolean {
  return TOLD_BY_CAPITALS.has(typed.toLowerCase());
}

/** 1,500 as 1500 where commas part thousands. What stands after a decimal mark stays: 14.20 may be a version. */
function plain(number: string, thousands: "," | "."): string {
  const grouped =
    thousands === "," ? /^[-+]?\d{1,3}(?:,\d{3})+(?:\.\d+)?$/u : /^[-+]?\d{1,3}(?:\.\d{3})+(?:,\d+)?$/u;
  return (grouped.test(number) ? number.replaceAll(thousands, "") : number).replace(/^\+/u, "");
}
