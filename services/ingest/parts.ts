import type { Bucket, Catalogue, Chunker, Embedder, ParsedDocument, SourceFile } from "@footnote/contracts";
import type { Logger } from "@footnote/runtime";

/** What the ingest service is made of; a main.ts builds it. */
export interface IngestParts {
  readonly tenant: string;
  readonly buckets: readonly Bucket[];
  readonly catalogue: Catalogue;
  readonly parser: {
    readonly version: number;
    parse(source: SourceFile, signal?: AbortSignal): Promise<ParsedDocument>;
  };
  readonly chunker: Chunker;
  readonly embedder: Embedder;
  readonly limits: {
    /** Largest object that is read. */
    readonly fileBytes: number;
  };
  readonly log: Logger;
  /** Called when nothing is due: the time for work that would keep others waiting. */
  readonly onIdle: () => Promise<void>;
}
