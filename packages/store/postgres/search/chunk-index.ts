import type { Analyzer, ChunkIndex } from "@footnote/contracts";
import type { SqlSession } from "../connection/sql-client.ts";
import { searchDense } from "./search-dense.ts";
import { searchLexical } from "./search-lexical.ts";

/** The index that lies in the same tables as what it indexes. A signal is looked at before each statement: one that runs ends. */
export function postgresIndex(session: SqlSession, analyzer: Analyzer): ChunkIndex {
  return {
    capabilities: { asOf: true, idealScore: true, follows: "transaction" },
    lexical: (reader, question, limit, asOf, signal) =>
      searchLexical(session, analyzer, reader, question, limit, asOf, signal),
    dense: (reader, model, vector, limit, asOf, signal) =>
      searchDense(session, model, reader, vector, limit, asOf, signal),
    isCurrent: () => Promise.resolve(true),
    // The transaction that made a change has written it here as well.
    apply: () => Promise.resolve(),
  };
}
