/**
 * Who is asking. Every read takes one, without a default: a read that forgets its reader does not compile.
 * A document is visible when it belongs to the reader's tenant and at least one of the reader's principals
 * is on its list. No principals: no rows.
 */
export interface Reader {
  readonly tenant: string;
  /** Names of groups or people, compared exactly. */
  readonly principals: readonly string[];
}
