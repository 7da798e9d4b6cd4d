import { monthName } from "./dates.ts";
import type { Word, WordKind } from "./meaning.ts";
import type { Token } from "./tokens.ts";
import { UNIT_WORDS } from "./units.ts";

/** Words by kind, in lower case, of one language: what two questions are said to disagree about. */
export type Kinds = ReadonlyMap<string, WordKind>;

export function kindsFrom(lists: Partial<Record<WordKind, string>>): Kinds {
  return new Map(
    Object.entries(lists).flatMap(([kind, list]) =>
      list
        .trim()
        .split(/\s+/u)
        .map((word) => [word, kind as WordKind] as const),
    ),
  );
}

/** A token as a word, where it is not one of a dictionary: a number, a date, a name. Undefined for those. */
export function fixedWord(token: Token, numbers: ReadonlyMap<string, string>): Word | undefined {
  const { text, kind } = token;
  const fixed = (value: string, as: WordKind): Word => ({ text: value, kind: as, forms: [value] });
  if (kind !== undefined) return fixed(text, kind);
  const number = numbers.get(text);
  if (number !== undefined) return fixed(number, "number");
  const month = monthName(text);
  // "may", "march" and "mar" are verbs or nothing where they have no capital.
  if (month !== undefined && (token.hasCapital || !/^(?:may|march|mar|sep|dec)$/u.test(text)))
    return fixed(month, "date");
  const unit = UNIT_WORDS.get(text);
  return unit === undefined ? undefined : fixed(unit, "unit");
}
