import type { IndexAudit } from "./followed-index.ts";
import type { IndexLag } from "./index-builds.ts";

export interface IndexBuildState {
  readonly name: string;
  readonly isSearched: boolean;
  /** Which share of the live documents has been listed into it. */
  readonly listed: number;
  /** Null while it does not follow yet. */
  readonly lag: IndexLag | null;
}

/** How an index outside of the store is doing. */
export interface IndexState {
  /** What is wrong; null where nothing is. Questions are then answered from the store's own index. */
  readonly trouble: string | null;
  /** Oldest first. */
  readonly builds: readonly IndexBuildState[];
  /** The last comparison with what is live that this process made, or is making. */
  readonly audit:
    | null
    | { readonly state: "running"; readonly chunks: number }
    | ({ readonly state: "done" } & IndexAudit)
    | { readonly state: "failed"; readonly reason: string };
}

/** What people can do about an index outside of the store. */
export interface IndexOperations {
  state(): Promise<IndexState>;
  /** Begins to build it anew, beside the one that is searched. @throws FootnoteError request_invalid where that is under way */
  rebuild(): Promise<void>;
  /** Begins to compare what is searched with what is live. @throws FootnoteError request_invalid where that is under way */
  verify(repair: boolean): Promise<void>;
}
