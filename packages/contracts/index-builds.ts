/** One build of an index outside of the store, which is also a consumer of the `ChangeLog` by its name. */
export interface IndexBuild {
  readonly name: string;
  /** Tells apart builds that hold the same documents in another form. */
  readonly form: string;
  /** All live documents up to this id have been listed into it. */
  readonly listedTo: string | undefined;
  /** Whether all have been: from then on it only follows. */
  readonly isListed: boolean;
}

/** How far an index is behind the record of changes. */
export interface IndexLag {
  /** Changes of documents that it was not told of, counted up to some thousands. */
  readonly changes: number;
  /** How long the oldest of them has been waiting; 0 where there is none. */
  readonly seconds: number;
}

/** What is remembered of the builds of indexes outside of the store: beside the record that they follow. */
export interface IndexBuilds {
  /** Oldest first. */
  all(): Promise<IndexBuild[]>;
  add(name: string, form: string): Promise<void>;
  /** @param listedTo see `IndexBuild`; undefined: it is listed from the beginning */
  listed(name: string, listedTo: string | undefined, isListed: boolean): Promise<void>;
  /** With its place in the record. */
  remove(name: string): Promise<void>;
  /** Undefined where it does not follow yet, or was left behind and begins anew. */
  lag(name: string): Promise<IndexLag | undefined>;
  /**
   * One of several processes feeds the indexes: whether it is this one for so many milliseconds, unless it asks again before.
   */
  hold(holder: string, milliseconds: number): Promise<boolean>;
  release(holder: string): Promise<void>;
}
