/** "Look at this key": not what happened to it, which only the bucket itself can tell. */
export interface BucketChange {
  readonly bucket: string;
  readonly key: string;
}

/** Whoever wants to know what changed. */
export interface ChangeHandler {
  /**
   * Resolves when each of these changes is durably queued: only then may the source forget them, as the consumer of a log
   * does when it commits its offset. Where it rejects, the source hands them over again.
   */
  queue(changes: readonly BucketChange[]): Promise<void>;
  /** The source had to forget some: only comparing the bucket with what is known of it finds them. */
  missed(): void;
}

/** Whether the news of changes arrive. */
export interface NewsState {
  /** "broken": none arrive, and only comparing finds what changed. */
  readonly state: "arriving" | "broken";
  /** In words for people: what is wrong; null while they arrive. */
  readonly reason: string | null;
  /** What a person can do about it; null while they arrive. */
  readonly action: string | null;
  /** Since when, as an ISO 8601 instant; null while they arrive. */
  readonly since: string | null;
  /** How many are not durably queued yet; null where that is not known. */
  readonly lag: number | null;
}

/** Where the news of changes come from: a folder that is watched, a topic that the events of a bucket are sent to. */
export interface ChangeSource {
  /**
   * Hands over what changes from now on until closed; resolves when it does. It may hand over a batch while earlier ones
   * are pending, but only so many: a handler that does not keep up pauses it.
   */
  subscribe(handler: ChangeHandler): Promise<{ close(): Promise<void> }>;
  /** Where news travel a way of their own, that can break. */
  news?(): NewsState;
}
