import type {
  Answerer,
  BucketPresence,
  CanaryState,
  Catalogue,
  DriftReport,
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
  /** The answerer's own, and the one that new documents are embedded with. */
  readonly embedder: Embedder;
  /** By the model's id; undefined where it is not at hand. */
  readonly embedderOf: (model: string) => Embedder | undefined;
  readonly answerer: Answerer;
  readonly fusion: FusionRule;
  /** Buckets that take uploads. */
  readonly buckets: readonly WritableBucket[];
  readonly catalogue: Pick<
    Catalogue,
    "look" | "withdraw" | "pipelines" | "switchPipelines" | "rollBackPipelines"
  >;
  /** Called after something was queued. */
  readonly onQueued: () => void;
  /** By bucket; a bucket that is not in it has no canary. */
  readonly canaries: () => ReadonlyMap<string, CanaryState>;
  /** By bucket: whether it is there, and whether something in it waits for a person. */
  readonly presences: () => ReadonlyMap<string, BucketPresence>;
  /** A person says that what lies in a bucket's place now is the bucket. @throws FootnoteError bucket_absent, not_found */
  readonly confirm: (bucket: string) => Promise<DriftReport>;
  /** Compares these buckets, and repairs unless it is a dry run. */
  readonly reconcile: (dryRun: boolean, buckets: readonly string[]) => Promise<DriftReport>;
  readonly limits: {
    readonly fileBytes: number;
    /** Within which a document is promised to be answerable. */
    readonly freshnessSeconds: number;
  };
  /** Directory with the built web page. */
  readonly webRoot: string;
  /** Whether the service answers to that name of a host, as the `hostname` of a URL writes it. */
  readonly isOurName: (hostname: string) => boolean;
  /** Whether the chat of OpenAI's form gets documents' HTML, links and images as they stand. */
  readonly rawMarkup: boolean;
  readonly log: Logger;
}
