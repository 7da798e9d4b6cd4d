/**
 * What tells a bucket's place from another one that may lie under its name, such as the empty mount point of a network
 * share that is not connected.
 */
export interface BucketPlace {
  /** Of the place itself: another identity, another place. */
  readonly identity: string;
  /** Folders in it ("archive/2024") that lie on a disk of their own, and so can be absent by themselves. */
  readonly parts: readonly string[];
}

/**
 * Whether what a bucket shows may be taken for what lies in it.
 * "there": it may; "absent": nothing in it is looked at, and all that is known goes on being answered from;
 * "incomplete": the same for parts of it; "waiting": so much is gone at once that it is not withdrawn yet.
 */
export interface BucketPresence {
  readonly state: "there" | "absent" | "incomplete" | "waiting";
  /** In words for people: what is wrong; null while it is there. */
  readonly reason: string | null;
  /** What a person can do about it; null while it is there. */
  readonly action: string | null;
  /** Since when, as an ISO 8601 instant; null while it is there. */
  readonly since: string | null;
  /** How many documents are gone from it and answered from all the same. */
  readonly gone: number;
  /** When these are withdrawn if they are still gone, as an ISO 8601 instant; null where only a person can say so. */
  readonly until: string | null;
}
