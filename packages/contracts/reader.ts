import type { Within } from "./area.ts";

/**
 * Who is asking. Every read takes one, without a default: a read that forgets its reader does not compile.
 * A document is visible when it belongs to the reader's tenant and at least one of the reader's principals
 * is on its access list. No principals: no rows.
 */
export interface Reader {
  readonly tenant: string;
  /** Names of groups or people, compared exactly. */
  readonly principals: readonly string[];
}

/**
 * A reader with the access lists that let them read, as they were when a request began. Indexes filter by these, and a cache
 * tells readers apart by them: who sees the same lists sees the same documents. What is shown is checked again, by the
 * principals, when it is read.
 */
export interface ResolvedReader extends Reader {
  /** Ids, each once, always in the same order. */
  readonly lists: readonly string[];
  /** Where this question looks: an index finds nothing elsewhere. */
  readonly within?: Within;
}
