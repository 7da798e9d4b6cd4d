import { contentTerms } from "./terms.ts";
import type { Unit } from "./units.ts";

/** The question's terms with what each weighs: one that few units contain tells more than one that most do. */
export type TermWeights = ReadonlyMap<string, number>;

export interface ScoredUnit {
  readonly unit: Unit;
  /** Share of the question's term weight in the unit, its headings and its lead-in. 0 to 1. */
  readonly coverage: number;
  /** Of the question with the unit under its heading. */
  readonly cosine: number;
  /** What the units are ranked by: higher is better. */
  readonly relevance: number;
}

/** A term in the headings above a sentence says what it is about, but the sentence itself does not say it. */
const HEADING_SHARE = 0.7;
const COSINE_SHARE = 0.6;
const COVERAGE_SHARE = 0.3;
const FORM_SHARE = 0.1;

/** BM25's idf (Robertson and Spärck Jones), over the units at hand, each with what stands above it. */
export function weighTerms(question: string, units: readonly Unit[]): TermWeights {
  const texts = units.map((unit) => new Set(contentTerms(`${above(unit)} ${unit.text}`)));
  const weights = new Map<string, number>();
  for (const term of contentTerms(question)) {
    const having = texts.filter((text) => text.has(term)).length;
    weights.set(term, Math.log(1 + (texts.length - having + 0.5) / (having + 0.5)));
  }
  return weights;
}

/** Share of the weight of the question's terms that occurs in the text or, counted less, in what stands above it. */
export function coverage(weights: TermWeights, text: string, above: string): number {
  const own = new Set(contentTerms(text));
  const context = new Set(contentTerms(above));
  let total = 0;
  let covered = 0;
  for (const [term, weight] of weights) {
    total += weight;
    covered += weight * (own.has(term) ? 1 : context.has(term) ? HEADING_SHARE : 0);
  }
  return total === 0 ? 0 : covered / total;
}

export function coverageOf(weights: TermWeights, unit: Unit): number {
  return coverage(weights, unit.text, above(unit));
}

function above({ passage, heading, leadIn }: Unit): string {
  return `${passage.candidate.headingPath.join(" ")} ${heading} ${leadIn?.text ?? ""}`;
}

/** What the model reads of a unit: "At reception, with a photo." means little without the heading above it. */
export function embeddedText(unit: Unit): string {
  return [unit.heading, unit.leadIn?.text, unit.text].filter(Boolean).join("\n");
}

/** Whether the text has the form that the question asks for: a figure for "how many", a time for "when". */
export function hasAskedForm(question: string, text: string): boolean {
  if (
    /\bhow (?:many|much|long|often|old|far|late|early|high|big|large|fast|soon)\b|\bcost|\bprice/iu.test(
      question,
    )
  ) {
    return /\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve|half|once|twice|daily|weekly|monthly|none|free)\b/iu.test(
      text,
    );
  }
  if (/\bwhen\b|\bwhat (?:time|date|day|year|month)\b|\bwhich (?:date|day|year|month)\b/iu.test(question)) {
    return /\d|\b(?:before|after|until|during|\w+day|january|february|march|april|may|june|july|august|september|october|november|december|week|month|year)s?\b/iu.test(
      text,
    );
  }
  if (/\bwho(?:m|se)?\b/iu.test(question)) {
    return /\p{Ll}\s\p{Lu}\p{Ll}|\b(?:officer|manager|director|head|team|department|office|owner|lead|staff|board)\b/u.test(
      text,
    );
  }
  return false;
}

export function relevance(cosine: number, covered: number, askedForm: boolean): number {
  return COSINE_SHARE * cosine + COVERAGE_SHARE * covered + FORM_SHARE * (askedForm ? 1 : 0);
}
