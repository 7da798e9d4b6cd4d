import { groupsFrom } from "../groups.ts";
import type { Meaning, Phrase, Word } from "../meaning.ts";
import { type Token, tokensOf } from "../tokens.ts";
import { fixedWord } from "../word.ts";
import { type Predicate, predicateOf } from "./auxiliaries.ts";
import { isContinuous, lemmasOf } from "./lemma.ts";
import { openingOf } from "./openings.ts";
import { areTwo, isPerson, withoutAnybody } from "./persons.ts";
import { active, beginsWithVerb, joined } from "./phrases.ts";
import { withNumbersBehind, withRatesLast } from "./rewrite.ts";
import { SYNONYMS } from "./synonyms.ts";
import { isParticiple } from "./verbs.ts";
import { KINDS, LIGHT, NUMBERS, PREPOSITIONS } from "./words.ts";

const GROUPS = groupsFrom(SYNONYMS, (member) => member.split(/[ -]/u).filter((word) => !LIGHT.has(word)));
/** What somebody has so many of, or may have, is what they get. */
const HAVING = new Set(["have", "has", "had"]);
const OWNERS: Readonly<Record<string, readonly string[]>> = { my: ["me"], our: ["me", "you"], your: ["you"] };
/** What a question says besides how much, how long or what it asks for. */
const SAID_BY: Readonly<Record<string, ReadonlySet<string>>> = {
  where: new Set(["locate", "situate", "find", "take place", "happen", "occur", "hold"]),
  when: new Set(["take place", "happen", "occur", "hold", "serve"]),
};

/** What a question in English asks. */
export function readEnglish(question: string): Meaning {
  const { asks: opened, rest } = openingOf(question);
  const opensSentence = /^(?:none|whether)$/u.test(opened);
  const predicate = predicateOf(withNumbersBehind(tokensOf(rest, ",", opensSentence)), opened);
  const isTwo = areTwo(predicate.tokens);
  const owners = isTwo ? [] : predicate.tokens.flatMap(({ text }) => OWNERS[text] ?? []);
  const persons = isTwo ? predicate.tokens : withoutAnybody(withHavingAsBeing(predicate, opened), opened);
  const telling = persons.filter((token, at, all) => isTwo || !isLight(token, all[at + 1]));
  const isCount = /^how (?:many|much)$/u.test(opened);
  const isGotten = isCount || predicate.modality.includes("allowed");
  const isTaken =
    opened === "how long" &&
    telling.length > 1 &&
    /^(?:take|takes|last|lasts)$/u.test(telling.at(-1)?.text ?? "");
  const having = (isTaken ? telling.slice(0, -1) : telling).map((token) =>
    isGotten && HAVING.has(token.text) ? { ...token, text: "get" } : token,
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
  const asks = askedFor(
    phrases.length > 1 && phrases.at(-1)?.words.length === 0 ? `${phrases.pop()?.opens} ${opened}` : opened,
    predicate,
    phrases,
  );
  const [core, ...others] = predicate.isPassive ? active(phrases) : phrases;
  const said = SAID_BY[asks] ?? new Set();
  const own = (core as Phrase).words.filter(({ forms }) => !forms.some((form) => said.has(form)));
  const isNeeded = predicate.needs || own.some(isNeed);
  const first = { opens: "", words: isNeeded ? [NEED, ...own.filter((word) => !isNeed(word))] : own };
  return {
    language: "en",
    asks,
    tense: predicate.tense,
    modality: predicate.modality,
    owners: [...new Set(owners)],
    phrases: joined([first, ...others], isNeeded || beginsWithVerb(predicate, persons, opened)),
  };
}

/** By when it must be done is when; "by whom is it paid" is who pays; "who is paid" is not, unless it is said by whom. */
function askedFor(asks: string, { isPassive, modality }: Predicate, phrases: readonly Phrase[]): string {
  if (asks === "by when" && modality.includes("must")) return "when";
  if (!isPassive) return asks;
  if (asks === "by who") return "who";
  return asks === "who" && phrases.every(({ opens }) => opens !== "by") ? "to whom" : asks;
}

/** "A" may be the name of something, and "a" before nothing is one. */
function isLight({ text, kind, hasCapital }: Token, next: Token | undefined): boolean {
  if (kind !== undefined || !LIGHT.has(text)) return false;
  return (
    text !== "a" || (!hasCapital && next !== undefined && next.text !== "and" && !PREPOSITIONS.has(next.text))
  );
}

/** "do you have a dress code" as "is there a dress code", and "does the hotel have a sauna" as "is there a sauna in the hotel". */
function withHavingAsBeing(predicate: Predicate, asks: string): Predicate {
  const { tokens } = predicate;
  const at = tokens.findIndex(({ text, kind }) => kind === undefined && HAVING.has(text));
  const owner = tokens.slice(0, at);
  if (asks !== "whether" || at < 1 || at === tokens.length - 1) return predicate;
  const had = tokens.slice(at + 1);
  if (at === 1 && /^(?:we|you)$/u.test(owner[0]?.text ?? "")) return { ...predicate, tokens: had };
  if (owner.some(({ text }) => isPerson(text))) return predicate;
  return { ...predicate, tokens: [...had, { text: "in", kind: undefined, hasCapital: false }, ...owner] };
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
    const opens =
      length === 1 && token.kind === undefined
        ? openedBy(token, keys[at - 1] ?? "", tokens[at + 1])
        : undefined;
    if (opens === undefined) clauses.at(-1)?.tokens.push(...tokens.slice(at, at + length));
    else clauses.push({ opens, tokens: [] });
    at += length;
  }
  return clauses;
}

/** Nouns of which "on" says what "of" does: the tax on fuel. */
const LAID_ON = new Set(
  "rate interest limit tax duty discount rebate excess warranty guarantee fee ban restriction policy rule".split(
    " ",
  ),
);

/** "a permit for digging" is one to dig, and the limit on uploads that of uploads. */
function openedBy({ text }: Token, before: string, next: Token | undefined): string | undefined {
  if (text === "for" && next !== undefined && isContinuous(next.text)) return "to";
  return text === "on" && LAID_ON.has(before) ? "of" : PREPOSITIONS.get(text);
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
