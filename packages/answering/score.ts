import { contentTerms } from "./terms.ts";
import type { Unit } from "./units.ts";

/** The question's terms with what each weighs: one that few units contain tells more than one that most do. */
export type TermWeights = ReadonlyMap<string, number>;

/** A term in the headings above a unit says what it is about, but the unit itself does not say it. */
const HEADING_SHARE = 0.7;
const COSINE_SHARE = 0.6;
const COVERAGE_SHARE = 0.3;
const FORM_SHARE = 0.1;

/** A unit with the terms in it and above it, which are wanted often. */
export interface ReadUnit {
  readonly unit: Unit;
  readonly terms: ReadonlySet<string>;
  readonly termsAbove: ReadonlySet<string>;
}

export function readUnit(unit: Unit): ReadUnit {
  const { passage, heading, leadIn, text } = unit;
  const above = `${passage.candidate.headingPath.join(" ")} ${heading} ${leadIn?.text ?? ""}`;
  return { unit, terms: new Set(contentTerms(text)), termsAbove: new Set(contentTerms(above)) };
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

export function mentions({ terms, termsAbove }: ReadUnit, term: string): boolean {
  return terms.has(term) || termsAbove.has(term);
}

/** Share of the question's term weight, 0 to 1, that occurs in the unit or, counted less, in what stands above it. */
export function coverage(weights: TermWeights, { terms, termsAbove }: ReadUnit): number {
  let total = 0;
  let covered = 0;
  for (const [term, weight] of weights) {
    total += weight;
    covered += weight * (terms.has(term) ? 1 : termsAbove.has(term) ? HEADING_SHARE : 0);
  }
  return total === 0 ? 0 : covered / total;
}

/** What the model reads of a unit: "At reception, with a photo." means little without the heading above it. */
export function embeddedText({ heading, leadIn, text }: Unit): string {
  return [heading, leadIn?.text, text].filter(Boolean).join("\n");
}

/**
 * Whether the unit only names something, as a link or a line of a table of contents does: near to the question and no
 * answer to it. An item below its lead-in ("You may not claim:") is one.
 */
export function isTitle({ kind, text, leadIn }: Unit): boolean {
  if (kind === "row" || kind === "code" || leadIn) return false;
  return text.split(" ").length <= 6 && !/[\d:]|[.!?…。！？]$/u.test(text.replace(/^[\d.]+ /u, ""));
}

const ASKS_QUANTITY =
  /\bhow (?:many|much|long|often|old|far|late|early|high|big|large|fast|soon)\b|\bcost|\bprice/iu;
const QUANTITY =
  /\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve|half|once|twice|daily|weekly|monthly|none|free)\b/iu;
const ASKS_TIME = /\bwhen\b|\b(?:what|which) (?:time|date|day|year|month)\b/iu;
const TIME =
  /\d|\b(?:before|after|until|during|\w+day|january|february|march|april|may|june|july|august|september|october|november|december|week|month|year)s?\b/iu;
const ASKS_PERSON = /\bwho(?:m|se)?\b/iu;
const PERSON =
  /\p{Ll}\s\p{Lu}\p{Ll}|\b(?:officer|manager|director|head|team|department|office|owner|lead|staff|board)\b/u;

/** Whether the text has the form that the question asks for: a figure for "how many", a time for "when". */
export function hasAskedForm(question: string, text: string): boolean {
  if (ASKS_QUANTITY.test(question)) return QUANTITY.test(text);
  if (ASKS_TIME.test(question)) return TIME.test(text);
  return ASKS_PERSON.test(question) && PERSON.test(text);
}

/** What units are ranked by: higher is better. */
export function relevance(cosine: number, covered: number, askedForm: boolean): number {
  return COSINE_SHARE * cosine + COVERAGE_SHARE * covered + FORM_SHARE * (askedForm ? 1 : 0);
}
