import type { ChunkIndex } from "./chunk-index.ts";
import type { IndexBuild } from "./index-builds.ts";

/** What an index holds that differs from what is live, and in what way. */
export interface IndexAudit {
  /** Chunks that are live. */
  readonly live: number;
  /** Of these, those that the index does not have, or has under another access list. */
  readonly missing: number;
  /** Of these, those that it has and does not find by their own vector. */
  readonly unreachable: number;
  /** What it has and is not live any more. */
  readonly stale: number;
  /** Whether all of that was put right. */
  readonly repaired: boolean;
}

/**
 * An index outside of the store, which is told of changes. It may have two builds for a time: the one that is searched, and
 * another that is built beside it. Whoever writes into it is told only which documents to look at, and reads what is live from
 * the `IndexSource`: so whatever order and however often it is told, it ends at what is live.
 */
export interface FollowedIndex extends ChunkIndex {
  /** The name of the build that is searched; undefined before the first one is whole. */
  serving(): Promise<string | undefined>;
  /** Those that are there, oldest first. One of another form than what would be made now is replaced. */
  builds(): Promise<(IndexBuild & { readonly isCurrentForm: boolean })[]>;
  /** Begins an empty one, and gives its name. */
  begin(): Promise<string>;
  /** From now on it holds of these documents what is live now, and nothing else. */
  write(build: string, documents: readonly string[], signal?: AbortSignal): Promise<void>;
  /** Whether what was written can be found by its vectors already. */
  isSettled(build: string): Promise<boolean>;
  /** From now on this one is searched, and the others are dropped. */
  serve(build: string): Promise<void>;
  drop(build: string): Promise<void>;
  /** Compares all of it with what is live, which takes a search for each chunk. */
  audit(
    build: string,
    options: {
      readonly repair: boolean;
      readonly onProgress: (chunks: number) => void;
      readonly signal: AbortSignal;
    },
  ): Promise<IndexAudit>;
}
