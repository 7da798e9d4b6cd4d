import type { Identifier } from "@footnote/contracts";
import { type Atom, atomsOf } from "./atoms.ts";
import { sequenceTerms } from "./compound-terms.ts";
import { questionForms } from "./forms.ts";
import { languageOf } from "./language.ts";
import type { Run } from "./runs.ts";
import { STOP_WORDS } from "./stop-words.ts";

/** A number with a unit, an ordinal, a decimal: "5kg", "2nd", "10am", "12.5", "1,250.00". */
const QUANTITY =
  /^\d+(?:[.,]\d+)*(?:st|nd|rd|th|[kmc]?m|k?g|mg|m?l|h|hrs?|min|s|sec|am|pm|[kmgt]i?b|k?w|kwh|v|hp|k|x|c|f|px|pt|nm|bar|ppm|eur|usd|gbp)?$/i;
/** Dates and times of day, and "24/7". */
const DATE_OR_TIME =
  /^(?:\d{1,2}[./-]\d{1,2}[./-](?:\d{2}|\d{4})|\d{4}-\d{1,2}-\d{1,2}|\d{4}-\d{2}|\d{1,2}[:.]\d{2}(?:[ap]m)?|\d{1,2}\/\d{1,2}|q[1-4]|h[12])$/i;
const YEAR = /^(?:19|20)\d\d(?:[/–-](?:19|20)?\d\d)?$/;
/** Names of things that are told apart by a number. */
const LABELS = new Set(
  `account aisle annex appendix article bay berth block box building bus case cell chapter clause code contract crane
  desk dock door error exhibit figure flight floor form gate grade hangar hut invoice issue item job lab lane level line
  locker lot machine model no number nr order page part pier pipe platform plot policy port procedure project pump
  rack release room route row rule section sensor serial shelf shed site slot stage step store switch table tank task
  terminal ticket track unit valve vehicle version vessel ward warehouse wing zone ausgabe gebäude halle kapitel
  liegeplatz paragraf pumpe raum rechnung regel schritt seite stufe tabelle teil tor ventil zimmer`.split(
    /\s+/u,
  ),
);
/** What counts or compares, so that the number after it is an amount. */
const AMOUNTS = new Set(
  `about above after all another approximately around at before below between by cost costs exceed exceeds exceeding
  every first for from greater last least less maximum minimum more most next of only over past per than to under until
  up within january february march april may june july august september october november december jan feb mar apr jun
  jul aug sep sept oct nov dec`.split(/\s+/u),
);
const CURRENCIES = new Set(
  "AUD CAD CHF CNY CZK DKK EUR GBP HUF INR JPY KRW NOK PLN SEK SGD TRY USD".split(" "),
);
/** As many digits are no amount that anyone asks about, unless they are round. */
const LEAST_DIGITS = 5;
const ACCOUNT_DIGITS = 7;
/** Of fewer, what stands behind an acronym is as often a count: SciFact loses .002 by taking these for names. */
const ACRONYM_DIGITS = 3;
/** Fewer digits stand in every second text: then what they are the number of has to stand there too. */
const TELLING_DIGITS = 3;

/** One capital behind a code makes another one of it: form W-8BEN-E is not form W-8BEN. Two may be a language: "A4-EN". */
const VARIANT = /^[-\u2010-\u2013]\p{Lu}(?![\p{L}\p{N}])/u;

/** The identifiers in a question. Ordinary numbers ("within 30 days", "in 2026", "2 people") are none. */
export function identifiersOf(runs: readonly Run[]): Identifier[] {
  const found: Identifier[] = [];
  for (let at = 0; at < runs.length; at++) {
    const group = accountAt(runs, at);
    if (group.length > 1) {
      found.push(identifier(group.map(({ text }) => text).join(" "), undefined));
      at += group.length - 1;
      continue;
    }
    const run = runs[at] as Run;
    if (run.sign === "§" && isNumber(run.text)) {
      found.push(paragraph(run.text));
      continue;
    }
    const label = labelOf(runs, at);
    if (isCode(run) || isTellingNumber(run.text, runs[at - 1]) || (label !== undefined && isNumber(run.text)))
      found.push(identifier(run.text, tellsLittle(run.text) ? label : undefined));
  }
  return found;
}

/** Groups of digits with spaces, or capitals and a number: "+44 20 7946 0958", "PO 0012". */
function accountAt(runs: readonly Run[], at: number): Run[] {
  const first = runs[at] as Run;
  const group = [first];
  while (
    runs[at + group.length]?.follows === true &&
    /^[\dA-Z]*\d[\dA-Z]*$/.test(runs[at + group.length]?.text ?? "")
  )
    group.push(runs[at + group.length] as Run);
  const isNamed = first.text.length <= 5 && isAcronym(first) && !YEAR.test(group[1]?.text ?? "");
  const isAccount =
    /\d/.test(first.text) && digitsOf(group.map(({ text }) => text).join("")) >= ACCOUNT_DIGITS;
  return isNamed || isAccount ? group : [];
}

/** Letters with digits, several numbers in one, or what only code is written like. */
function isCode({ text }: Run): boolean {
  if (/_|::|^[a-z]{2,}\d*[A-Z]|[\\/].*[\\/]|^\p{L}+\.\p{L}+\.\p{L}/u.test(text)) return true;
  if (!/\d/.test(text) || QUANTITY.test(text) || DATE_OR_TIME.test(text) || YEAR.test(text))
    return isVersion(text);
  // "18-month", "5-year", "3-day"
  return !/^\d{1,3}[-‐–]\p{Ll}{2,}/u.test(text);
}

/** Three numbers or more with dots, which no amount has. */
function isVersion(text: string): boolean {
  return /^\d+(?:\.\d+){2,}$/.test(text) && !DATE_OR_TIME.test(text) && !/^\d{1,3}(?:\.\d{3})+$/.test(text);
}

function isTellingNumber(text: string, before: Run | undefined): boolean {
  if (!/^\d+$/.test(text)) return false;
  if (/^0\d/.test(text)) return true;
  return (
    text.length >= LEAST_DIGITS && !text.endsWith("000") && !AMOUNTS.has(before?.text.toLowerCase() ?? "")
  );
}

function isNumber(text: string): boolean {
  return /^\d+(?:[./-]\d+)*\p{L}?$/u.test(text);
}

/** The word of which the run is the number: a known one, or any that is no amount's and has nothing counted after it. */
function labelOf(runs: readonly Run[], at: number): string | undefined {
  const run = runs[at] as Run;
  const before = runs[at - 1]?.text.toLowerCase();
  if (before === undefined || !run.follows) return undefined;
  if (LABELS.has(before)) return before;
  if (digitsOf(run.text) >= ACRONYM_DIGITS && !YEAR.test(run.text) && isAcronym(runs[at - 1] as Run))
    return before;
  if (YEAR.test(run.text) || !/^\p{L}{3,}$/u.test(before) || AMOUNTS.has(before) || STOP_WORDS.en.has(before))
    return undefined;
  if (CURRENCIES.has(before.toUpperCase())) return undefined;
  // "seats 40", "allowing 3", "booked 2" are no names.
  if (/(?:[^su]s|ing|ed)$/.test(before)) return undefined;
  const after = runs[at + 1];
  const counts = after?.follows === true && !STOP_WORDS.en.has(after.text.toLowerCase());
  return counts ? undefined : before;
}

/** "CFR 1910.134", "DIN 471": what an acronym stands before is its number, whatever follows. */
function isAcronym({ text }: Run): boolean {
  const word = text.toLowerCase();
  return (
    /^\p{Lu}{2,}$/u.test(text) && !CURRENCIES.has(text) && !AMOUNTS.has(word) && !STOP_WORDS.en.has(word)
  );
}

function tellsLittle(text: string): boolean {
  return digitsOf(text) < TELLING_DIGITS && !text.includes("(");
}

function digitsOf(text: string): number {
  return text.replaceAll(/\P{N}/gu, "").length;
}

function identifier(text: string, label: string | undefined): Identifier {
  const all = atomsOf(text);
  // "v14.2.1" is 14.2.1.
  const atoms = all[0]?.text === "v" && all[1]?.isNumber === true ? all.slice(1) : all;
  const pattern = patternOf(atoms);
  const named = label === undefined ? undefined : new RegExp(`(?<!\\p{L})${label}`, "iu");
  const only = atoms.length === 1 ? atoms[0]?.text : undefined;
  const tells = only === undefined || only.length >= TELLING_DIGITS;
  const forms = questionForms(languageOf([]), false);
  const hasLetters = /\p{L}/u.test(text);
  return {
    text,
    terms: !tells ? [] : only === undefined ? sequenceTerms(atoms, forms) : [only],
    heldBy: (held) => {
      const plain = held.normalize("NFKC");
      const stands = [...plain.matchAll(pattern)].some(
        ({ 0: { length }, index }) =>
          !hasLetters || !VARIANT.test(plain.slice(index + length, index + length + 3)),
      );
      return stands && (named === undefined || named.test(plain));
    },
  };
}

/** "§ 12", which a text may call so with a space or without. */
function paragraph(number: string): Identifier {
  const { heldBy } = identifier(number, "§");
  return { text: `§${number}`, terms: [`§${number.toLowerCase()}`], heldBy };
}

/** The atoms in a row with at most three joiners or spaces between, and nothing on either side that makes another of it. */
function patternOf(atoms: readonly Atom[]): RegExp {
  const parts = atoms.map(({ text }) => text.replaceAll(/[^\p{L}\p{M}\p{N}]/gu, "."));
  const isShortNumber =
    atoms.length === 1 && atoms[0]?.isNumber === true && (parts[0]?.length ?? 0) <= TELLING_DIGITS;
  const opens = atoms[0]?.isNumber ? (isShortNumber ? "(?<!\\p{N}[.,/-])" : "(?<!\\p{N}[.,])") : "";
  const closes = isShortNumber ? "(?![.,/-]?\\p{N})" : "";
  const joined = parts.join("[\\s\\-\\u2010-\\u2013_./\\\\:,·()]{0,3}");
  return new RegExp(`(?<![\\p{L}\\p{N}])${opens}v?${joined}(?![\\p{L}\\p{N}])${closes}`, "giu");
}
