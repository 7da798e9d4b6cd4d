import type { AccessListNames, AccessLists } from "./access-lists.ts";
import type { BucketRegistry } from "./bucket-registry.ts";
import type { ChangeIntake } from "./change-intake.ts";
import type { ChunkIndex } from "./chunk-index.ts";
import type { DocumentDirectory } from "./document-directory.ts";
import type { EmbeddingCache } from "./embedding-cache.ts";
import type { Inventory } from "./inventory.ts";
import type { Overview } from "./overview.ts";
import type { PassageReader } from "./passage-reader.ts";
import type { PipelineControl } from "./pipeline-control.ts";
import type { VersionWriter } from "./version-writer.ts";
import type { WorkQueue } from "./work-queue.ts";

/** The ingest side: what is known of every object, and the only way to write. Callers ask for the part that they use. */
export interface Catalogue
  extends AccessListNames,
    BucketRegistry,
    ChangeIntake,
    EmbeddingCache,
    Inventory,
    PipelineControl,
    VersionWriter,
    WorkQueue {}

/** The query side: every read takes the reader first. Callers ask for the part that they use. */
export interface PassageStore extends AccessLists, DocumentDirectory, Overview, PassageReader {}

export interface Store {
  readonly catalogue: Catalogue;
  readonly passages: PassageStore;
  readonly index: ChunkIndex;
  /** @throws FootnoteError unavailable where what it writes into is not there any more */
  check(): Promise<void>;
  /** Reclaims what deleted rows take up, where that is worth its time. Blocks other statements: call it when idle. */
  maintain(): Promise<void>;
  close(): Promise<void>;
}
