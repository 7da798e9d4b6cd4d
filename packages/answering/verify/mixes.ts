import { contentTerms } from "../terms.ts";
import { type Evidence, knows } from "./evidence-in.ts";
import { type Figure, figuresIn } from "./figures.ts";
import type { Statement } from "./statement.ts";
import { states } from "./support.ts";

type Stretch = Pick<Evidence, "terms" | "figures">;

/**
 * Rows, items and rules are alike but for the word that parts them: what has a figure of one and the word of another mixes
 * them. "Seasonal staff get 28 days" has the seasonal row's name and the permanent row's figure; the same within a sentence:
 * "high ones within 14 days, medium ones within 60".
 */
export function mixes(
  statement: Statement,
  chosen: readonly Evidence[],
  evidence: readonly Evidence[],
): boolean {
  const { terms, figures } = statement;
  if (mixesRows(statement, chosen, evidence)) return true;
  return chosen.some((one) => {
    const own = figures.filter((figure) => states(one, figure));
    if (own.length === 0) return false;
    if (own.some((figure) => isOfAnotherColumn(figure, one.columns, terms, figures))) return true;
    /** Whether the other one has the word that parts them, and a figure of its own which is not told. */
    const isMeant = (isForeign: (term: string) => boolean) => (other: Stretch) =>
      [...terms].some((term) => other.terms.has(term) && isForeign(term)) &&
      !figures.some((figure) => hasValue(other, figure)) &&
      other.figures.some(({ unit }) => own.some((figure) => unit === undefined || unit === figure.unit));
    const others = [...chosen, ...siblingsOf(one, evidence)].filter((each) => each !== one);
    if (others.some(isMeant((term) => !knows(one, term)))) return true;
    const clauses = clausesOf(one.text);
    const ownClauses = clauses.filter((clause) => own.some((figure) => hasValue(clause, figure)));
    const isForeign = (term: string) =>
      !one.termsAround.has(term) && !ownClauses.some((clause) => clause.terms.has(term));
    return clauses.filter((clause) => !ownClauses.includes(clause)).some(isMeant(isForeign));
  });
}

/**
 * The same without figures: "The password for visitors is known to the IT lead only" has the word of the visitors' row, and says what
 * stands in the row of the instruments.
 */
function mixesRows(
  { terms }: Statement,
  chosen: readonly Evidence[],
  evidence: readonly Evidence[],
): boolean {
  const unknown = [...terms].filter((term) => !chosen.some((one) => knows(one, term)));
  return chosen.some(
    (one) =>
      one.columns.length > 0 &&
      siblingsOf(one, evidence).some((row) => unknown.some((term) => row.terms.has(term))),
  );
}

/** What stands in the same list or table, itself among it. */
function siblingsOf(one: Evidence, evidence: readonly Evidence[]): Evidence[] {
  return evidence.filter(({ siblingsIn }) => siblingsIn !== undefined && siblingsIn === one.siblingsIn);
}

/** The 60 below "Meals" is no price of a hotel, where "Hotel" has one of its own. */
function isOfAnotherColumn(
  figure: Figure,
  columns: Evidence["columns"],
  terms: ReadonlySet<string>,
  told: readonly Figure[],
): boolean {
  const named = (column: Stretch) => terms.intersection(column.terms).size;
  const most = Math.max(0, ...columns.filter((column) => hasValue(column, figure)).map(named));
  return columns.some(
    (column) =>
      column.figures.length > 0 && named(column) > most && !told.some((each) => hasValue(column, each)),
  );
}

function hasValue({ figures }: Stretch, { value }: Figure): boolean {
  return figures.some((figure) => figure.value === value);
}

function clausesOf(text: string): Stretch[] {
  return text
    .split(/[,;]\s|\band (?!a half\b)|\bund\b/iu)
    .map((clause) => ({ terms: new Set(contentTerms(clause)), figures: figuresIn(clause) }));
}
