/** What turns an object's bytes into chunks, in words that are enough to open it again. */
export interface PipelineDescription {
  readonly parser: {
    readonly version: number;
    /** The languages that text is recognised in where a page holds none, such as "eng+deu"; absent: none is. */
    readonly recognition?: string;
  };
  readonly chunker: {
    readonly strategy: string;
    readonly version: number;
    readonly parameters: Readonly<Record<string, number>>;
  };
  /** What made the terms that lexical search compares. */
  readonly analyzer: { readonly version: number };
  /** The embedding model's id. */
  readonly model: string;
}

export interface Pipeline {
  /** hash of the description, in hexadecimal */
  readonly id: string;
  readonly description: PipelineDescription;
}

/** The pipelines that matter for a bucket's documents, by id. */
export interface BucketPipelines {
  /** What new and changed objects are read with. */
  readonly serving: string;
  /** What is being built beside it, to be switched to when complete. */
  readonly next: string | undefined;
}

/** How far a bucket's next pipeline is. */
export interface PipelineProgress {
  readonly bucket: string;
  readonly serving: Pipeline;
  readonly next: Pipeline | null;
  /** What a rollback goes back to. */
  readonly previous: Pipeline | null;
  /** Set where a rollback put aside the configured pipeline: it is not built again until someone switches. */
  readonly held: Pipeline | null;
  /** Live documents, and how many of them are ready for the next pipeline or failed in it. */
  readonly documents: number;
  readonly staged: number;
  readonly failed: number;
}
