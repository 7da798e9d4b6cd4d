/** A document that is live, as an index outside of the store keeps it. */
export interface LiveDocument {
  readonly tenant: string;
  readonly document: string;
  readonly bucket: string;
  readonly key: string;
  readonly version: string;
  /** The id of the access list under which it stands. */
  readonly list: string;
}

/** A chunk of a live version, as an index outside of the store keeps it. */
export interface ChunkToIndex {
  readonly chunk: string;
  readonly document: string;
  readonly version: string;
  readonly ordinal: number;
  /** What lexical search compares: words of ASCII letters with a space between them, repeats included. */
  readonly terms: string;
  /** The same of the section around the chunk. */
  readonly sectionTerms: string;
  readonly model: string;
  readonly embedding: Float32Array;
}

/** A question as `ChunkToIndex.terms` are searched for it. */
export interface AskedTerms {
  /** Such words. What stands twice counts twice. */
  readonly query: string;
  /** For each identifier of the question the words of which a chunk that holds it has one. */
  readonly identifiers: readonly (readonly string[])[];
  /** What the question's own words would score as a chunk. */
  readonly ideal: number;
}

/** What an index outside of the store is made of, read as it is now: of all tenants, by nobody's leave, for the index alone. */
export interface IndexSource {
  /** Of these documents those that are live. */
  live(documents: readonly string[]): Promise<LiveDocument[]>;
  /** One page of all that are live, in the order of their ids. */
  liveAfter(document: string | undefined, limit: number): Promise<LiveDocument[]>;
  /** The chunks of these versions, a bounded number at a time. Of what is not live any more some may be missing. */
  chunks(
    documents: readonly Pick<LiveDocument, "document" | "version">[],
  ): AsyncIterable<readonly ChunkToIndex[]>;
  askTerms(question: string): Promise<AskedTerms>;
}
