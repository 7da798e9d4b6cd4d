import type {
  Answerer,
  Catalogue,
  Embedder,
  PassageStore,
  Reader,
  WritableBucket,
} from "@footnote/contracts";
import type { FusionRule } from "@footnote/retrieval";
import type { Logger } from "@footnote/runtime";

/** What the query service is made of; a main.ts builds it. */
export interface QueryParts {
  /** Who everyone is that reaches this service. */
  readonly reader: Reader;
  readonly passages: PassageStore;
  readonly embedder: Embedder;
  readonly answerer: Answerer;
  readonly fusion: FusionRule;
  /** Buckets that take uploads. */
  readonly buckets: readonly WritableBucket[];
  readonly catalogue: Pick<Catalogue, "look" | "withdraw">;
  /** Called after something was queued. */
  readonly onQueued: () => void;
  readonly limits: { readonly fileBytes: number };
  /** Directory with the built web page. */
  readonly webRoot: string;
  /** Whether only this machine can reach the service. */
  readonly loopbackOnly: boolean;
  readonly log: Logger;
}
