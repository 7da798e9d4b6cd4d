import type { Analyzer } from "@footnote/contracts";
import { lexeme, lexemes } from "./lexemes.ts";
import type { SqlSession } from "./sql-client.ts";

export interface AskedTerms {
  /** What the index is asked for: see lexemes.ts. A term that stands twice counts twice. */
  readonly query: string;
  /** For each identifier of the question the lexemes of which a chunk that holds it has one. */
  readonly identifiers: readonly (readonly string[])[];
  /** What the question's own words would score as a chunk. */
  readonly ideal: number;
}

/** A question of very many unknown words is no question. */
const MOST_RESCUE_TERMS = 500;

/** The question's terms, and for words that stand nowhere those that may stand for them. */
export async function askTerms(
  session: SqlSession,
  analyzer: Analyzer,
  question: string,
): Promise<AskedTerms> {
  const { own, variants, rescues, identifiers } = analyzer.questionTerms(question);
  const missing = [...new Set(rescues.flatMap((rescue) => rescue.missing))];
  const unknown = missing.length === 0 ? new Set<string>() : await unknownOf(session, missing);
  const lost = rescues.filter((rescue) => rescue.missing.every((term) => unknown.has(term)));
  const instead = await rescued(
    session,
    lost.flatMap((rescue) => rescue.instead),
  );
  const asked = [...own, ...instead];
  // A rare spelling weighs much, and stands beside the common one: half as much is enough to prefer it.
  const query = lexemes([...asked, ...asked, ...variants]);
  const [row] = await session.query<{ ideal: number }>(
    "SELECT -($1::text <@> to_bm25query($2, 'chunk_bm25')) AS ideal",
    [lexemes(asked), query],
  );
  const whole = identifiers.map(({ terms }) => terms.map(lexeme)).filter((terms) => terms.length > 0);
  return { query, identifiers: whole, ideal: row?.ideal ?? 0 };
}

async function rescued(session: SqlSession, instead: readonly (readonly string[])[]): Promise<string[]> {
  const terms = [...new Set(instead.flat())].slice(0, MOST_RESCUE_TERMS);
  if (terms.length === 0) return [];
  const unknown = await unknownOf(session, terms);
  const known = new Set(terms.filter((term) => !unknown.has(term)));
  return [...new Set(instead.filter((all) => all.every((term) => known.has(term))).flat())];
}

async function unknownOf(session: SqlSession, terms: readonly string[]): Promise<Set<string>> {
  const rows = await session.query<{ at: number }>(
    `SELECT at::int FROM unnest($1::text[]) WITH ORDINALITY AS asked (term, at)
      WHERE (term <@> to_bm25query(term, 'chunk_bm25')) = 0`,
    [terms.map(lexeme)],
  );
  return new Set(rows.map(({ at }) => terms[at - 1] as string));
}
