import type { Analyzer, AskedTerms } from "@footnote/contracts";
import type { SqlSession } from "../connection/sql-client.ts";
import { lexeme, lexemes } from "../versions/lexemes.ts";

/** A question of very many unknown words is no question. */
const MOST_RESCUE_TERMS = 500;

/** The question's terms as lexemes.ts writes them, and for words that stand nowhere those that may stand for them. */
export async function askTerms(
  session: SqlSession,
  analyzer: Analyzer,
  question: string,
): Promise<AskedTerms> {
  const { own, variants, rescues, identifiers } = analyzer.questionTerms(question);
  const missing = [...new Set(rescues.flatMap((rescue) => rescue.missing))];
  let asked = await weigh(session, own, variants, missing);
  const lost = rescues.filter((rescue) => rescue.missing.every((term) => asked.unknown.has(term)));
  const instead = await rescued(
    session,
    lost.flatMap((rescue) => rescue.instead),
  );
  if (instead.length > 0) asked = await weigh(session, [...own, ...instead], variants, []);
  const whole = identifiers.map(({ terms }) => terms.map(lexeme)).filter((terms) => terms.length > 0);
  return { query: asked.query, identifiers: whole, ideal: asked.ideal };
}

/** What the terms would score, and which of the others stand nowhere, in one statement: each costs a question a round trip. */
async function weigh(
  session: SqlSession,
  own: readonly string[],
  variants: readonly string[],
  others: readonly string[],
): Promise<Omit<AskedTerms, "identifiers"> & { unknown: Set<string> }> {
  // A rare spelling weighs much, and stands beside the common one: half as much is enough to prefer it.
  const query = lexemes([...own, ...own, ...variants]);
  if (query === "") return { query, ideal: 0, unknown: new Set() };
  const [row] = await session.query<{ ideal: number; unknown: number[] }>(
    `SELECT -($1::text <@> to_bm25query($2, 'chunk_bm25')) AS ideal, ARRAY(${unknownOf("$3")}) AS unknown`,
    [lexemes(own), query, others.map(lexeme)],
    "once",
  );
  const unknown = new Set(row?.unknown.map((at) => others[at - 1] as string));
  return { query, ideal: row?.ideal ?? 0, unknown };
}

async function rescued(session: SqlSession, instead: readonly (readonly string[])[]): Promise<string[]> {
  const terms = [...new Set(instead.flat())].slice(0, MOST_RESCUE_TERMS);
  if (terms.length === 0) return [];
  const rows = await session.query<{ at: number }>(unknownOf("$1"), [terms.map(lexeme)], "once");
  const unknown = new Set(rows.map(({ at }) => terms[at - 1]));
  const known = new Set(terms.filter((term) => !unknown.has(term)));
  return [...new Set(instead.filter((all) => all.every((term) => known.has(term))).flat())];
}

/** SQL for the places, from 1, of those lexemes in an array that no chunk has. */
const unknownOf = (lexemesAsked: string) =>
  `SELECT at::int FROM unnest(${lexemesAsked}::text[]) WITH ORDINALITY AS asked (term, at)
    WHERE (term <@> to_bm25query(term, 'chunk_bm25')) = 0`;
