import type { Store } from "./store.ts";

/** One change of what readers may find. */
export interface Change {
  /** Its place in the order of all changes. */
  readonly position: string;
  readonly tenant: string;
  readonly document: string;
  /**
   * `version`: another version is found, or none any more. `readers`: others may find it; a document that nobody may read is
   * found by nobody. `staged`: a version is ready for the bucket's next pipeline, or no longer, which nobody finds yet.
   */
  readonly kind: "version" | "readers" | "staged";
  /** The version that was found, or staged; null for none. */
  readonly before: string | null;
  /** The version that is found, or staged; null for none. */
  readonly after: string | null;
  readonly at: Date;
}

/**
 * The record of all changes, of all tenants, written in the transaction that makes them. Without those that are `staged`,
 * the last `after` of each document is what is found of it.
 *
 * Changes of one document come in the order in which they were made. They are read once no transaction is open that could
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
}
