import { contentTerms } from "../terms.ts";
import type { Evidence } from "./evidence-in.ts";
import { clausesOf, isNegated, tellsLack } from "./negation.ts";
import type { Statement } from "./statement.ts";

interface Clause {
  readonly terms: ReadonlySet<string>;
  readonly isDenied: boolean;
}

/**
 * Whether a statement denies what the evidence denies, and nothing else, clause by clause. A later clause says something else
 * of what it names ("…, and none on their plots"): a clause that has a word of it alone says it as that one does.
 */
export function deniesTheSame(
  { text, introduction, terms }: Statement,
  chosen: readonly Evidence[],
): boolean {
  const knowsLack = chosen.some((each) => tellsLack(each.text) || isNegated(each.text));
  if (tellsLack(text) && !knowsLack) return false;
  const known = chosen.map((each) => clausesIn(each.text, each.leadInText));
  return clausesIn(text, introduction).every(({ terms: words, isDenied }) => {
    const own = words.intersection(terms);
    const shared = known.map((clauses) => sharedBy(clauses, own));
    const most = Math.max(0, ...shared);
    if (most === 0) return true;
    // What alone has one of the words ("Not on Sundays.") has a say in it.
    const needed = known.filter((clauses) => {
      const others = known.filter((each) => each !== clauses);
      return [...own].some((term) => has(clauses, term) && !others.some((other) => has(other, term)));
    });
    if (needed.length > 0) return needed.some((clauses) => saidBy(clauses, own)) === isDenied;
    return known.some((clauses, at) => shared[at] === most && saidBy(clauses, own) === isDenied);
  });
}

/** Whether these words are denied. */
function saidBy(clauses: readonly Clause[], own: ReadonlySet<string>): boolean {
  const [first, ...later] = clauses;
  const isOnlyIn = (clause: Clause) => (term: string) =>
    clause.terms.has(term) && !clauses.some((other) => other !== clause && other.terms.has(term));
  const meant = later.find((clause) => [...own].some(isOnlyIn(clause)));
  return (meant ?? first)?.isDenied ?? false;
}

function sharedBy(clauses: readonly Clause[], own: ReadonlySet<string>): number {
  return [...own].filter((term) => has(clauses, term)).length;
}

function has(clauses: readonly Clause[], term: string): boolean {
  return clauses.some((clause) => clause.terms.has(term));
}

/** "You may not claim:" turns round each of its items. */
function clausesIn(text: string, introduction: string): Clause[] {
  return clausesOf(text).map((clause) => ({
    terms: new Set(contentTerms(clause)),
    isDenied: isNegated(clause) !== isNegated(introduction),
  }));
}
