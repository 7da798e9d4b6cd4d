import { groupsFrom } from "../groups.ts";
import type { Meaning, Word } from "../meaning.ts";
import { type Token, tokensOf } from "../tokens.ts";
import { fixedWord } from "../word.ts";
import { predicateOf } from "./auxiliaries.ts";
import { stemOf, verbStemOf } from "./lemma.ts";
import { openingOf } from "./openings.ts";
import { SYNONYMS } from "./synonyms.ts";
import { KINDS, LIGHT, NUMBERS, PREFIXES, PREPOSITIONS } from "./words.ts";

/** Both stems, since a group does not say whether it is of nouns. */
const GROUPS = groupsFrom(SYNONYMS, (member) => member.split(" ").map((word) => stemOf(word, false)));
const ANYBODY = new Set(
  "ich man mitarbeiter mitarbeitende mitarbeitenden mitarbeiterinnen beschäftigte beschäftigten jemand".split(
    " ",
  ),
);
const US = new Set("wir du ihr sie".split(" "));
const FOR_ANYBODY = /^(?:bekomm|brauch|benötig|hab|erhalt|erhält|krieg)/u;

/** What the question says besides what it asks for: "wo finde ich" is "wo ist". */
const SAID_BY: Readonly<Record<string, RegExp>> = {
  where: /^(?:find|lieg|befind)/u,
  whether: /^(?:gibt|haben)$/u,
};

/** What a question in German asks. */
export function readGerman(question: string): Meaning {
  const { asks, rest } = openingOf(question);
  const {
    tense,
    modality,
    isPassive,
    needs,
    tokens: all,
  } = predicateOf(tokensOf(rest, ".", /^(?:none|whether)$/u.test(asks)), asks);
  const isAnybodys =
    !modality.includes("is") ||
    /^(?:how|where|when|why|what to do)/u.test(asks) ||
    all.some(({ text }) => FOR_ANYBODY.test(text));
  const isDropped = ({ text, kind, hasCapital }: Token) =>
    kind === undefined && (LIGHT.has(text) || ANYBODY.has(text) || (isAnybodys && isUs(text, hasCapital)));
  const { verbs, tokens } = withoutVerbs(withPrefix(all).filter((token) => !isDropped(token)));
  // "Werde ich bezahlt" is not "bezahle ich".
  const voice = isPassive && all.some(({ text }) => ANYBODY.has(text)) ? [word("werden", "word")] : [];
  const phrases: { opens: string; words: Word[] }[] = [
    { opens: "", words: needs ? [word("brauchen", "word")] : [] },
  ];
  for (const [at, token] of tokens.entries()) {
    const opens = token.kind === undefined ? PREPOSITIONS.get(token.text) : undefined;
    if (opens === undefined)
      phrases.at(-1)?.words.push(TITLE.test(tokens[at - 1]?.text ?? "") ? exactly(token) : wordOf(token));
    else phrases.push({ opens, words: [] });
  }
  const said = SAID_BY[asks] ?? /^$/u;
  const spoken = [...verbs.filter(({ text }) => !said.test(text)).map(wordOf), ...voice].toSorted((a, b) =>
    a.text.localeCompare(b.text),
  );
  return {
    language: "de",
    asks,
    tense,
    modality,
    owners: [],
    phrases: [...phrases, { opens: "verb", words: spoken }],
  };
}

/** "Sie" is who is spoken to, "sie" somebody else. */
function isUs(text: string, hasCapital: boolean): boolean {
  return US.has(text) && (text !== "sie" || hasCapital);
}

/** "reiche Spesen ein" as "einreiche Spesen". */
function withPrefix(tokens: readonly Token[]): readonly Token[] {
  const last = tokens.at(-1);
  if (last === undefined || last.kind !== undefined || !PREFIXES.has(last.text)) return tokens;
  const at = tokens.findIndex((token, place) => place < tokens.length - 1 && isVerb(token));
  return tokens
    .slice(0, -1)
    .map((token, place) => (place === at ? { ...token, text: last.text + token.text } : token));
}

/** The verb stands in front or at the end, as the clause has it. */
function withoutVerbs(tokens: readonly Token[]): {
  readonly verbs: readonly Token[];
  readonly tokens: readonly Token[];
} {
  const isAtEdge = (token: Token, at: number) => (at === 0 || at === tokens.length - 1) && isVerb(token);
  return { verbs: tokens.filter(isAtEdge), tokens: tokens.filter((token, at) => !isAtEdge(token, at)) };
}

function isVerb({ text, kind, hasCapital }: Token): boolean {
  return (
    kind === undefined &&
    !hasCapital &&
    !KINDS.has(text) &&
    !PREPOSITIONS.has(text) &&
    !LIGHT.has(text) &&
    !US.has(text) &&
    !ANYBODY.has(text) &&
    !NUMBERS.has(text)
  );
}

function wordOf(token: Token): Word {
  const fixed = fixedWord(token, NUMBERS);
  if (fixed !== undefined) return fixed;
  const stem = stemOf(token.text, token.hasCapital);
  const ofVerb = token.hasCapital ? undefined : verbStemOf(token.text);
  const groups = GROUPS.startingAt([stemOf(token.text, false)], 0)?.forms ?? [];
  return {
    text: token.text,
    kind: KINDS.get(token.text) ?? "word",
    forms: [stem, ...(ofVerb === undefined ? [] : [ofVerb]), ...groups],
  };
}

/** "Herr Lange" is not "Herr Lang". */
const TITLE = /^(?:herrn?|frau|dr|prof|professor|professorin|familie)$/u;

function exactly({ text }: Token): Word {
  return { text, kind: "name", forms: [text] };
}

function word(text: string, kind: Word["kind"]): Word {
  return wordOf({ text, kind: kind === "word" ? undefined : kind, hasCapital: false });
}
