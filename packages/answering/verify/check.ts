import { isComputed } from "./computed.ts";
import { deniesTheSame } from "./denial.ts";
import { type Evidence, knows } from "./evidence-in.ts";
import type { Figure } from "./figures.ts";
import { mixes } from "./mixes.ts";
import { hasName } from "./names.ts";
import type { Statement } from "./statement.ts";
import { states, supportFor } from "./support.ts";

/** Why a statement does not stand in what it cites. */
export type Unsupported = "nothing alike" | "figure" | "name" | "negation" | "mixed" | "words";

export type Check =
  | { readonly isSupported: true; readonly evidence: readonly Evidence[]; readonly isComputed: boolean }
  | { readonly isSupported: false; readonly reason: Unsupported };

/**
 * The share of a statement's words that must stand in what it cites or in what stands around that. Chosen on sentences
 * about the development documents: see docs/decisions/0034.
 */
const COVERED = 0.7;
/** Of them, that what states a figure must know itself. */
const ABOUT = 0.5;

/**
 * Whether a statement stands in the evidence: its figures with their units, its names, what it denies, and most of its words.
 * The evidence that it rests on, best first.
 */
export function check(statement: Statement, evidence: readonly Evidence[]): Check {
  const isStated = (chosen: readonly Evidence[]) => (figure: Figure) =>
    chosen.some((each) => states(each, figure) && isAbout(each, statement));
  const isNamed = (chosen: readonly Evidence[]) => (name: string) =>
    chosen.some(({ text, around }) => hasName(text, name) || hasName(around, name));
  const isCovered = (chosen: readonly Evidence[]) => {
    const uncovered = [...statement.terms].filter((term) => !chosen.some((each) => knows(each, term)));
    const claimed = statement.terms.size + statement.figures.length;
    return uncovered.length <= (1 - COVERED) * claimed;
  };
  const chosen = supportFor(
    statement,
    evidence,
    (each) =>
      statement.figures.every(isStated(each)) && statement.names.every(isNamed(each)) && isCovered(each),
  );
  const no = (reason: Unsupported): Check => ({ isSupported: false, reason });
  if (chosen.length === 0) return no("nothing alike");

  const missing = statement.figures.filter((figure) => !isStated(chosen)(figure));
  const cited = chosen.flatMap(({ figures }) => figures);
  if (!missing.every((figure) => isComputed(figure, statement.text, cited))) return no("figure");
  if (!statement.names.every(isNamed(chosen))) return no("name");
  const isInIt = chosen.some(({ terms }) => !terms.isDisjointFrom(statement.terms));
  const hasFigure = statement.figures.length > missing.length;
  if ((!isInIt && !hasFigure) || !isCovered(chosen)) return no("words");
  if (mixes(statement, chosen, evidence)) return no("mixed");
  if (!deniesTheSame(statement, chosen)) return no("negation");
  return { isSupported: true, evidence: chosen, isComputed: missing.length > 0 };
}

/** A figure counts only where the rest of the statement is spoken of, too. */
function isAbout(evidence: Evidence, { terms }: Statement): boolean {
  return [...terms].filter((term) => knows(evidence, term)).length >= ABOUT * terms.size;
}
