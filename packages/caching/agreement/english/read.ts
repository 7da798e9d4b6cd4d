import { groupsFrom } from "../groups.ts";
import type { Meaning, Phrase, Word } from "../meaning.ts";
import { type Token, tokensOf } from "../tokens.ts";
import { fixedWord } from "../word.ts";
import { type Predicate, predicateOf } from "./auxiliaries.ts";
import { isContinuous, lemmasOf } from "./lemma.ts";
import { openingOf } from "./openings.ts";
import { areTwo, withoutAnybody } from "./persons.ts";
import { withNumbersBehind, withRatesLast } from "./rewrite.ts";
import { SYNONYMS } from "./synonyms.ts";
import { isParticiple } from "./verbs.ts";
import { KINDS, LIGHT, NUMBERS, PREPOSITIONS } from "./words.ts";

const GROUPS = groupsFrom(SYNONYMS, (member) => member.split(/[ -]/u).filter((word) => !LIGHT.has(word)));
/** What somebody has so many of is what they get. */
const HAVING = new Set(["have", "has", "had"]);
const OWNERS: Readonly<Record<string, readonly string[]>> = { my: ["me"], our: ["me", "you"], your: ["you"] };
/** What a question says besides how much, how long or what it asks for. */
const SAID_BY: Readonly<Record<string, ReadonlySet<string>>> = {
  where: new Set(["locate", "situate", "find", "take place", "happen", "occur", "hold"]),
  when: new Set(["take place", "happen", "occur", "hold"]),
};

/** What a question in English asks. */
export function readEnglish(question: string): Meaning {
  const { asks: opened, rest } = openingOf(question);
  const opensSentence = /^(?:none|whether)$/u.test(opened);
  const predicate = predicateOf(withNumbersBehind(tokensOf(rest, ",", opensSentence)), opened);
  const isTwo = areTwo(predicate.tokens);
  const owners = isTwo ? [] : predicate.tokens.flatMap(({ text }) => OWNERS[text] ?? []);
  const persons = isTwo ? predicate.tokens : withoutAnybody(withoutHaving(predicate, opened), opened);
  const telling = persons.filter((token, at, all) => isTwo || !isLight(token, all[at + 1]));
  const isCount = /^how (?:many|much)$/u.test(opened);
  const isTaken =
    opened === "how long" &&
    telling.length > 1 &&
    /^(?:take|takes|last|lasts)$/u.test(telling.at(-1)?.text ?? "");
  const having = (isTaken ? telling.slice(0, -1) : telling).map((token) =>
    isCount && HAVING.has(token.text) ? { ...token, text: "get" } : token,
  );
  const keys = having.map(keyOf);
  const tokens = withRatesLast(having, (at) => (GROUPS.startingAt(keys, at)?.length ?? 1) > 1);
  const clauses = clausesOf(predicate.isPassive ? withVerbFirst(tokens) : tokens);
  const phrases = clauses.map(({ opens, tokens: clause }) => ({
    opens,
    words: wordsOf(clause).map((word) =>
      word.kind === "name" && PLACES.has(opens) ? { ...word, kind: "place" as const } : word,
    ),
  }));
  const asks =
    phrases.length > 1 && phrases.at(-1)?.words.length === 0 ? `${phrases.pop()?.opens} ${opened}` : opened;
  const [core, ...others] = predicate.isPassive ? active(phrases) : phrases;
  const said = SAID_BY[asks] ?? new Set();
  const own = (core as Phrase).words.filter(({ text }) => !said.has(text));
  const isNeeded = predicate.needs || own.some(isNeed);
  const first = { opens: "", words: isNeeded ? [NEED, ...own.filter((word) => !isNeed(word))] : own };
  return {
    language: "en",
    asks,
    tense: predicate.tense,
    modality: predicate.modality,
    owners: [...new Set(owners)],
    phrases: joined([first, ...others]),
  };
}

/** "A" may be the name of something, and "a" before nothing is one. */
function isLight({ text, kind, hasCapital }: Token, next: Token | undefined): boolean {
  if (kind !== undefined || !LIGHT.has(text)) return false;
  return (
    text !== "a" || (!hasCapital && next !== undefined && next.text !== "and" && !PREPOSITIONS.has(next.text))
  );
}

/** "do you have a dress code" as "is there a dress code". */
function withoutHaving(predicate: Predicate, asks: string): Predicate {
  const [first, second] = predicate.tokens;
  if (asks !== "whether" || !/^(?:we|you)$/u.test(first?.text ?? "") || second?.text !== "have")
    return predicate;
  return { ...predicate, tokens: predicate.tokens.slice(2) };
}

/** "covered by the scheme" as "the scheme covers". */
function active(phrases: readonly Phrase[]): readonly Phrase[] {
  const [core, ...others] = phrases;
  const by = others.find(
    ({ opens, words }) => opens === "by" && /^(?:word|name|place)$/u.test(words[0]?.kind ?? ""),
  );
  if (core === undefined || by === undefined) return phrases;
  return [{ opens: "", words: [...by.words, ...core.words] }, ...others.filter((one) => one !== by)];
}

interface Clause {
  readonly opens: string;
  readonly tokens: readonly Token[];
}

/** Parted where a preposition or conjunction stands that is no part of a phrase which means one thing ("work from home"). */
function clausesOf(tokens: readonly Token[]): Clause[] {
  const clauses: { opens: string; tokens: Token[] }[] = [{ opens: "", tokens: [] }];
  const keys = tokens.map(keyOf);
  for (let at = 0; at < tokens.length; ) {
    const length = GROUPS.startingAt(keys, at)?.length ?? 1;
    const token = tokens[at] as Token;
    const opens = length === 1 && token.kind === undefined ? PREPOSITIONS.get(token.text) : undefined;
    if (opens === undefined) clauses.at(-1)?.tokens.push(...tokens.slice(at, at + length));
    else clauses.push({ opens, tokens: [] });
    at += length;
  }
  return clauses;
}

function wordsOf(tokens: readonly Token[]): Word[] {
  const keys = tokens.map(keyOf);
  const words: Word[] = [];
  for (let at = 0; at < tokens.length; ) {
    const token = tokens[at] as Token;
    const group = token.kind === undefined ? GROUPS.startingAt(keys, at) : undefined;
    const length = group?.length ?? 1;
    words.push(wordOf(token, keys.slice(at, at + length).join(" "), group?.forms ?? [], length));
    at += length;
  }
  return words;
}

function wordOf(token: Token, key: string, groups: readonly string[], length: number): Word {
  const fixed = length === 1 ? fixedWord(token, NUMBERS) : undefined;
  if (fixed !== undefined) return fixed;
  const kind = KINDS.get(token.text) ?? (token.hasCapital ? "name" : "word");
  // "Williams" is not "William".
  const forms = length > 1 || token.hasCapital ? [key] : [key, ...lemmasOf(token.text)];
  const inflection = isContinuous(token.text)
    ? "continuous"
    : isParticiple(token.text)
      ? "participle"
      : undefined;
  return { text: key, kind, forms: [...new Set([...forms, ...groups])], ...(inflection && { inflection }) };
}

/** The word as groups are looked up by it. */
function keyOf({ text, kind, hasCapital }: Token): string {
  if (kind !== undefined) return text;
  if (hasCapital && !GROUPS.knows(text)) return text.replace(/'s?$/u, "");
  const lemmas = lemmasOf(text);
  return [text, ...lemmas].find((form) => GROUPS.knows(form)) ?? (lemmas[0] as string);
}

/** What a name stands behind where it is that of a place. */
const PLACES = new Set(["in", "to", "from", "near", "around"]);

const NEED = wordOf(
  { text: "need", kind: undefined, hasCapital: false },
  "need",
  GROUPS.startingAt(["need"], 0)?.forms ?? [],
  1,
);

/** "a form is required" is "I need a form". */
function isNeed({ forms }: Word): boolean {
  return NEED.forms.some((form) => form.startsWith("#") && forms.includes(form));
}

/** "are expenses reimbursed" as "reimburse expenses". */
function withVerbFirst(tokens: readonly Token[]): readonly Token[] {
  const at = tokens.findLastIndex(({ text, kind }) => kind === undefined && isParticiple(text));
  return at < 0 ? tokens : [tokens[at] as Token, ...tokens.slice(0, at), ...tokens.slice(at + 1)];
}

/** "limit for hotels" and "limit of hotels" as "hotel limit": what stands behind such a preposition says more of what is before it. */
function joined(phrases: readonly Phrase[]): Phrase[] {
  const result: { opens: string; words: readonly Word[] }[] = [];
  for (const phrase of phrases) {
    const before = result.at(-1);
    if (phrase.opens === "of" && before !== undefined) before.words = [...phrase.words, ...before.words];
    else result.push({ ...phrase });
  }
  return result;
}
