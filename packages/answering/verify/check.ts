import { contentTerms } from "../terms.ts";
import { isComputed } from "./computed.ts";
import type { Evidence } from "./evidence-in.ts";
import { hasName } from "./names.ts";
import { clausesOf, isNegated, tellsLack } from "./negation.ts";
import type { Statement } from "./statement.ts";
import { states, supportFor } from "./support.ts";

/** Why a statement does not stand in what it cites. */
export type Unsupported = "nothing alike" | "figure" | "name" | "negation" | "mixed" | "words";

export type Check =
  | { readonly isSupported: true; readonly evidence: readonly Evidence[]; readonly isComputed: boolean }
  | { readonly isSupported: false; readonly reason: Unsupported };

/**
 * The share of a statement's words that must stand in what it cites or in what stands around that. Fitted on what the small
 * model wrote about the development questions: see docs/decisions/0034.
 */
const COVERED = 0.7;

/**
 * Whether a statement stands in the evidence: its figures with their units, its names, what it denies, and most of its words.
 * The evidence that it rests on, best first.
 */
export function check(statement: Statement, evidence: readonly Evidence[]): Check {
  const chosen = supportFor(statement, evidence);
  const no = (reason: Unsupported): Check => ({ isSupported: false, reason });
  const [first] = chosen;
  if (first === undefined) return no("nothing alike");

  const missing = statement.figures.filter((figure) => !chosen.some((each) => states(each, figure)));
  const cited = chosen.flatMap(({ figures }) => figures);
  if (!missing.every((figure) => isComputed(figure, statement.text, cited))) return no("figure");

  const isNamed = (name: string) =>
    chosen.some(({ text, around }) => hasName(text, name) || hasName(around, name));
  if (!statement.names.every(isNamed)) return no("name");

  const uncovered = [...statement.terms].filter((term) => !chosen.some((each) => knows(each, term)));
  const isInIt = chosen.some(({ terms }) => !terms.isDisjointFrom(statement.terms));
  const hasFigure = statement.figures.length > missing.length;
  if (!isInIt && !hasFigure) return no("words");
  if (uncovered.length > (1 - COVERED) * statement.terms.size) return no("words");
  if (mixes(statement, chosen, evidence)) return no("mixed");
  if (!deniesTheSame(statement, chosen)) return no("negation");
  return { isSupported: true, evidence: chosen, isComputed: missing.length > 0 };
}

function knows({ terms, termsAround }: Evidence, term: string): boolean {
  return terms.has(term) || termsAround.has(term);
}

/**
 * Rows, items and rules are alike but for the word that parts them: what has a figure of one and the word of another mixes
 * them. "Seasonal staff get 28 days" has the seasonal row's name and the permanent row's figure.
 */
function mixes(
  { terms, figures }: Statement,
  chosen: readonly Evidence[],
  evidence: readonly Evidence[],
): boolean {
  return chosen.some((one) => {
    const own = figures.filter((figure) => states(one, figure));
    if (own.length === 0) return false;
    const foreign = [...terms].filter((term) => !knows(one, term));
    const others = [
      ...chosen,
      ...evidence.filter((each) => one.siblingsIn !== undefined && each.siblingsIn === one.siblingsIn),
    ];
    return others.some(
      (other) =>
        other !== one &&
        foreign.some((term) => other.terms.has(term)) &&
        // A statement that tells several rules has a figure of each.
        !figures.some((figure) => states(other, figure)) &&
        other.figures.some(({ unit }) => own.some((figure) => unit === undefined || unit === figure.unit)),
    );
  });
}

/** Each clause of the statement against the clause of the evidence that shares most with it. */
function deniesTheSame({ text, introduction, terms }: Statement, chosen: readonly Evidence[]): boolean {
  const known = chosen.flatMap((each) =>
    clausesOf(each.text).map((clause) => ({
      terms: new Set(contentTerms(clause)),
      // "You may not claim:" turns round each of its items.
      isNegated: isNegated(clause) !== isNegated(each.leadInText),
    })),
  );
  const knowsLack = chosen.some((each) => tellsLack(each.text) || isNegated(each.text));
  if (tellsLack(text) && !knowsLack) return false;
  return clausesOf(text).every((clause) => {
    const own = new Set(contentTerms(clause)).intersection(terms);
    const shared = known.map((each) => each.terms.intersection(own).size);
    const most = Math.max(0, ...shared);
    if (most === 0) return true;
    const isDenied = isNegated(clause) !== isNegated(introduction);
    // Where two clauses are as near and only one denies, nobody knows which is meant.
    return known.every((each, at) => shared[at] !== most || each.isNegated === isDenied);
  });
}
