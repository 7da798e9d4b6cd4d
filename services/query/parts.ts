import type {
  BucketPresence,
  BucketRegistry,
  CanaryState,
  ChangeIntake,
  DocumentDirectory,
  DriftReport,
  IdempotentRequests,
  IndexOperations,
  NewsState,
  Originals,
  Overview,
  PassageReader,
  PastRun,
  PipelineControl,
  QuestionLog,
  Showcase,
  TokenCount,
  WebhookOperations,
  WritableBucket,
} from "@footnote/contracts";
import type { Logger } from "@footnote/runtime";
import type { CacheOperations } from "./caching/operations.ts";
import type { Identify } from "./caller.ts";
import type { ExampleQuestions } from "./example-questions.ts";
import type { QuestionPath } from "./question-path.ts";

/** What the query service is made of; a main.ts builds it. */
export interface QueryParts {
  readonly identify: Identify;
  /** Which Footnote this is. */
  readonly version: string;
  /** Whether questions are answered here; a process that only ingests is asked how it is doing, and nothing else. */
  readonly isAsked: boolean;
  readonly questions: QuestionPath;
  readonly passages: DocumentDirectory & Overview & Pick<PassageReader, "texts">;
  readonly showcase: Pick<Showcase, "newestChange" | "folders" | "waiting">;
  /** Uploads that may be sent again. */
  readonly requests: IdempotentRequests;
  /** Files that were replaced. */
  readonly originals: Originals;
  readonly examples: ExampleQuestions;
  /** Undefined where questions are not kept. */
  readonly kept: { readonly log: QuestionLog; readonly days: number } | undefined;
  /** Buckets that take uploads. */
  readonly buckets: readonly WritableBucket[];
  /** Whether the buckets are watched; there may be none, where other processes have them. */
  readonly isWatching: () => boolean;
  readonly catalogue: ChangeIntake & PipelineControl & Pick<BucketRegistry, "detachBucket">;
  /** Called after something was queued. */
  readonly onQueued: () => void;
  /** By bucket; a bucket that is not in it has no canary. */
  readonly canaries: () => ReadonlyMap<string, CanaryState>;
  /** @throws FootnoteError unavailable where the index is not there any more */
  readonly checkStore: () => Promise<void>;
  /** Language models that rest after failures, for how many milliseconds, and the tokens of each caller today. */
  readonly languageModels: () => {
    readonly models: readonly { readonly model: string; readonly restsFor: number }[];
    readonly usage: readonly (TokenCount & { readonly subject: string; readonly requests: number })[];
  };
  /** By bucket: whether it is there, and whether something in it waits for a person. */
  readonly presences: () => ReadonlyMap<string, BucketPresence>;
  /** By bucket: whether the news of what changes in it arrive; none where they travel no way that could break. */
  readonly news: () => ReadonlyMap<string, NewsState>;
  /** Evaluations that were run on this machine, newest first. */
  readonly evaluations: () => Promise<PastRun[]>;
  /** Answers that are given again. */
  readonly answered: CacheOperations;
  /** Of the index beside the store's own; undefined where there is none. */
  readonly index: IndexOperations | undefined;
  readonly webhooks: WebhookOperations;
  /** A person says that what lies in a bucket's place now is the bucket. @throws FootnoteError bucket_absent, not_found */
  readonly confirm: (bucket: string) => Promise<DriftReport>;
  /** Compares these buckets, and repairs unless it is a dry run. */
  readonly reconcile: (dryRun: boolean, buckets: readonly string[]) => Promise<DriftReport>;
  /**
   * A page of a PDF, or a picture, as PNG, with a quote marked on it. `isRecognised`: the page is a picture of text.
   * @throws FootnoteError overloaded, unavailable, not_found, file_…
   */
  readonly drawPage: (
    request: {
      readonly bytes: Uint8Array;
      readonly page: number;
      readonly quote: string;
      readonly isRecognised: boolean;
    },
    signal: AbortSignal,
  ) => Promise<Uint8Array>;
  readonly limits: {
    readonly fileBytes: number;
    /** Within which a document is promised to be answerable. */
    readonly freshnessSeconds: number;
  };
  /** Directory with the built web page. */
  readonly webRoot: string;
  /** Whether the service answers to that name of a host, as the `hostname` of a URL writes it. */
  readonly isOurName: (hostname: string) => boolean;
  /** How the chat of OpenAI's form tells answers. */
  readonly openai: {
    /** Whether it gets documents' HTML, links and images as they stand. */
    readonly rawMarkup: boolean;
    /** Whether sources stand in the text, as "[1]" and a list, whatever model is named. */
    readonly sourcesInText: boolean;
    /** Pages of other sites that may ask, such as "https://chat.example.org". */
    readonly origins: readonly string[];
  };
  readonly log: Logger;
}
