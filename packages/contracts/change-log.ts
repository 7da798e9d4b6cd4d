import type { IdempotentRequests } from "./idempotent-requests.ts";
import type { IndexBuilds } from "./index-builds.ts";
import type { IndexSource } from "./index-source.ts";
import type { QuestionLog } from "./question-log.ts";
import type { Showcase } from "./showcase.ts";
import type { Store } from "./store.ts";
import type { WebhookQueue } from "./webhooks.ts";

interface Recorded {
  /** Its place in the order of all changes. */
  readonly position: string;
  readonly tenant: string;
  readonly at: Date;
}

/** A change of one document. */
export interface DocumentChange extends Recorded {
  /**
   * `version`: another version is live, or none any more. `readers`: the document stands under another access list. `staged`:
   * a version is ready for the bucket's next pipeline, or no longer, which nobody finds yet. `problem`: somebody has to do
   * something before it can be read in, or no longer, which changes nothing that is found.
   */
  readonly kind: "version" | "readers" | "staged" | "problem";
  readonly document: string;
  /** The version that was live, or staged, or the code of what was wrong; null for none. */
  readonly before: string | null;
  /** The version that is live, or staged, or the code of what is wrong; null for none. */
  readonly after: string | null;
  /** The id of the access list under which the document stands. */
  readonly list: string;
}

/** A change of who may read all that stands under one access list, however much that is. */
export interface ListChange extends Recorded {
  readonly kind: "list";
  readonly list: string;
  /** Who may, from now on, sorted; nobody where it is empty. */
  readonly principals: readonly string[];
}

/** One change of what readers may find, or of what is wrong with it. */
export type Change = DocumentChange | ListChange;

/** Of which documents something else may be found after these: each once. A list's change concerns none, and nobody finds what is staged or what is wrong. */
export function changedDocuments(changes: readonly Change[]): string[] {
  const documents = changes.flatMap((change) =>
    change.kind === "version" || change.kind === "readers" ? [change.document] : [],
  );
  return [...new Set(documents)];
}

/**
 * The record of all changes, of all tenants, written in the transaction that makes them. Folded, it is what is found and by
 * whom: without those that are `staged` or a `problem`, the last `after` and `list` of each document, and the last principals of each list.
 * A consumer that filters by lists, as an index does, or that keeps apart what readers of other lists were told, as a cache
 * does, has nothing to do for a change of a list.
 *
 * Changes of one document, or of one list, come in the order in which they were made. They are read once no transaction is open that could
 * still write one before them, so that nothing is ever missed behind a position.
 *
 * @example
 * let position = (await changes.position("cache")) ?? (await changes.begin("cache")); // then empty the cache
 * for (;;) {
 *   const read = await changes.read(position, 1000);
 *   for (const change of read) await apply(change); // again after a crash: applying twice does what applying once does
 *   position = read.at(-1)?.position ?? position;
 *   await changes.advance("cache", position);
 * }
 */
export interface ChangeLog {
  /** What comes after the position, in order; undefined: from the oldest that is kept. */
  read(after: string | undefined, limit: number): Promise<Change[]>;
  /** Up to where this consumer has applied all; undefined where it never began, or was so far behind that it has to anew. */
  position(consumer: string): Promise<string | undefined>;
  /**
   * From now on no change is dropped before this consumer has passed it, within reason (see `advance`). Whoever lists what
   * there is after this and then applies what comes after the position has all of it; some of that is in the list already.
   */
  begin(consumer: string): Promise<string>;
  /** It has applied all up to there. Of one that never comes so far changes are dropped in the end. */
  advance(consumer: string, position: string): Promise<void>;
  /** It reads no more. */
  leave(consumer: string): Promise<void>;
}

export interface RecordedStore extends Store {
  readonly changes: ChangeLog;
  readonly indexSource: IndexSource;
  readonly indexBuilds: IndexBuilds;
  readonly questions: QuestionLog;
  readonly showcase: Showcase;
  readonly webhooks: WebhookQueue;
  readonly requests: IdempotentRequests;
}
