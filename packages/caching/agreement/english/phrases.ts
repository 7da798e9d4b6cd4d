import type { Phrase, Word } from "../meaning.ts";
import type { Token } from "../tokens.ts";
import type { Predicate } from "./auxiliaries.ts";
import { isPerson } from "./persons.ts";

/** "covered by the scheme" as "the scheme covers", "included in the price" as "the price includes". */
export function active(phrases: readonly Phrase[]): readonly Phrase[] {
  const [core, ...others] = phrases;
  const isIncluded = core?.words[0]?.forms.some((form) => /^(?:include|cover)$/u.test(form)) ?? false;
  const by = others.find(
    ({ opens, words }) =>
      (opens === "by" || (isIncluded && opens === "in")) &&
      /^(?:word|name|place)$/u.test(words[0]?.kind ?? ""),
  );
  if (core === undefined || by === undefined) return phrases;
  return [{ opens: "", words: [...by.words, ...core.words] }, ...others.filter((one) => one !== by)];
}

/** Whether what is done stands first once whoever does it is left out: "how do I change", "where can employees park", "who signs". */
export function beginsWithVerb(
  { subjects, isPassive }: Predicate,
  left: readonly Token[],
  asks: string,
): boolean {
  if (isPassive || !/^(?:how|where|when|why|who|whether)$/u.test(asks)) return isPassive;
  const isLeftOut = [...subjects].every((subject) => isPerson(subject.text) && !left.includes(subject));
  return isLeftOut && (subjects.size > 0 || /^(?:how|who)$/u.test(asks));
}

/**
 * "limit for hotels" and "limit of hotels" as "hotel limit": what stands behind such a preposition says more of what is before it,
 * but not of a verb there.
 */
export function joined(phrases: readonly Phrase[], isVerbFirst: boolean): Phrase[] {
  const result: { opens: string; words: readonly Word[] }[] = [];
  for (const phrase of phrases) {
    const before = result.at(-1);
    if (phrase.opens !== "of" || before === undefined) result.push({ ...phrase });
    else {
      const verbs = isVerbFirst && result.length === 1 && before.words.length > 1 ? 1 : 0;
      before.words = [...before.words.slice(0, verbs), ...phrase.words, ...before.words.slice(verbs)];
    }
  }
  return result;
}
