import type { Catalogue } from "./catalogue.ts";
import type { PassageStore } from "./passage-store.ts";

export interface Store {
  readonly catalogue: Catalogue;
  readonly passages: PassageStore;
  /** @throws FootnoteError unavailable where what it writes into is not there any more */
  check(): Promise<void>;
  /** Reclaims what deleted rows take up, where that is worth its time. Blocks other statements: call it when idle. */
  maintain(): Promise<void>;
  close(): Promise<void>;
}
