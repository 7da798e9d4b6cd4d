import type { BucketObject } from "./bucket.ts";
import type { Chunk } from "./chunk.ts";
import type { StageTimes } from "./document.ts";
import type { ReadingNote } from "./reading-note.ts";
import type { Segment } from "./segment.ts";

export interface ChunkToStore extends Chunk {
  readonly embedding: Float32Array;
}

export interface NewVersion {
  /** hash(content, pipeline) in hexadecimal. */
  readonly version: string;
  readonly pipeline: string;
  /** The embedding model's id. */
  readonly model: string;
  readonly object: BucketObject;
  readonly title: string;
  readonly format: string;
  readonly pages: number | null;
  readonly notes: readonly ReadingNote[];
  /** UTF-16 code units of its canonical text. */
  readonly length: number;
  readonly segments: readonly Segment[];
  readonly chunks: readonly ChunkToStore[];
  /** How many of the chunks took a vector that was there already. */
  readonly reused: number;
  readonly times: Omit<StageTimes, "live">;
}
