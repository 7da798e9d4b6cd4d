import { contentTerms } from "./terms.ts";
import { type Part, partsOf } from "./units/parts.ts";
import type { Unit } from "./units/unit.ts";

/** The question's terms with what each weighs: one that few units contain tells more than one that most do. */
export type TermWeights = ReadonlyMap<string, number>;

/** A term in the headings above says what a text is about, but the text itself does not say it. */
const HEADING_SHARE = 0.7;

export interface ReadPart extends Part {
  readonly terms: ReadonlySet<string>;
}

/** A unit with the terms in it and above it, which are wanted often. */
export interface ReadUnit {
  readonly unit: Unit;
  readonly parts: readonly ReadPart[];
  readonly terms: ReadonlySet<string>;
  readonly termsAbove: ReadonlySet<string>;
}

export function readUnit(unit: Unit): ReadUnit {
  const above = [...unit.passage.candidate.headingPath, ...unit.headings].join(" ");
  return {
    unit,
    parts: partsOf(unit).map((part) => ({ ...part, terms: new Set(contentTerms(part.text)) })),
    terms: new Set(contentTerms(unit.text)),
    termsAbove: new Set(contentTerms(above)),
  };
}

/** BM25's idf (Robertson and Spärck Jones), over the units at hand, each with what stands above it. */
export function weighTerms(question: string, units: readonly ReadUnit[]): TermWeights {
  const weights = new Map<string, number>();
  for (const term of contentTerms(question)) {
    const having = units.filter((unit) => mentions(unit, term)).length;
    weights.set(term, Math.log(1 + (units.length - having + 0.5) / (having + 0.5)));
  }
  return weights;
}

export function mentions(
  { terms, termsAbove }: Pick<ReadUnit, "terms" | "termsAbove">,
  term: string,
): boolean {
  return terms.has(term) || termsAbove.has(term);
}

/** Share of the question's term weight, 0 to 1, that occurs in the text or, counted less, in what stands above it. */
export function coverage(
  weights: TermWeights,
  terms: ReadonlySet<string>,
  termsAbove: ReadonlySet<string>,
): number {
  let total = 0;
  let covered = 0;
  for (const [term, weight] of weights) {
    total += weight;
    covered += weight * (terms.has(term) ? 1 : termsAbove.has(term) ? HEADING_SHARE : 0);
  }
  return total === 0 ? 0 : covered / total;
}

const ASKS_QUANTITY =
  /\bhow (?:many|much|long|often|old|far|late|early|high|big|large|fast|soon)\b|\bcost|\bprice|\bmax(?:imum)?\b|\bmin(?:imum)?\b|\blimit/iu;
const QUANTITY =
  /\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve|half|once|twice|daily|weekly|monthly|none|free)\b/iu;
const ASKS_TIME = /\bwhen\b|\b(?:what|which) (?:time|date|day|year|month)\b|\bdeadline\b/iu;
const TIME =
  /\d|\b(?:before|after|until|during|\w+day|january|february|march|april|may|june|july|august|september|october|november|december|week|month|year)s?\b/iu;
const ASKS_PERSON = /\bwho(?:m|se)?\b/iu;
const PERSON =
  /\p{Ll}\s\p{Lu}\p{Ll}|\b(?:officer|manager|director|head|team|department|office|owner|lead|staff|board|supervisor|coordinator|specialist|committee)\b|@/u;
const ASKS_WAY = /\bhow (?:do|can|should|to|does|would|must)\b|\bsteps?\b|\bwhat do i (?:do|have to)\b/iu;

/** Whether the text has the form that the question asks for: a figure for "how many", a time for "when". */
export function hasAskedForm(question: string, unit: Unit, text: string): boolean {
  if (ASKS_QUANTITY.test(question)) return QUANTITY.test(text);
  if (ASKS_TIME.test(question)) return TIME.test(text);
  if (ASKS_PERSON.test(question)) return PERSON.test(text);
  return ASKS_WAY.test(question) && (unit.kind === "list" || unit.kind === "code");
}
