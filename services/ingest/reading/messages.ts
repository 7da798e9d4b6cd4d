import type { Chunk, ErrorCode, ReadingNote, Segment } from "@footnote/contracts";
import type { Recognition, SandboxLimits } from "@footnote/parsing";
import type { Cutting } from "./read-document.ts";

/** What a reader's thread is started with. */
export interface ReaderSettings {
  readonly limits: SandboxLimits;
  readonly recognition: Recognition;
}

export interface ReadRequest {
  readonly kind: "read";
  readonly key: string;
  /** Shared, so that a file which is begun anew is not copied again. */
  readonly bytes: SharedArrayBuffer;
  readonly cutting: Cutting;
}

/** What the thread is told. One file at a time; `next` asks for the next part of what was read. */
export type ToReader =
  | ReadRequest
  | { readonly kind: "next" }
  | { readonly kind: "vectors"; readonly vectors: readonly Float32Array[] }
  | { readonly kind: "refused"; readonly error: ErrorData }
  /** What it reads takes long, and is the last file that it is given. */
  | { readonly kind: "yield" }
  | { readonly kind: "end" };

/** Errors cross as data: a class would arrive as a plain Error, without its code. */
export interface ErrorData {
  readonly code: ErrorCode;
  readonly message: string;
  readonly action: string;
  readonly cause: string;
}

/** A part of what was read that takes a few milliseconds to hand over. */
export interface Part {
  readonly segments: readonly Segment[];
  readonly chunks: readonly Chunk[];
  readonly isLast: boolean;
}

export type FromReader =
  | { readonly kind: "ready" }
  | { readonly kind: "parsed" }
  | { readonly kind: "embed"; readonly texts: readonly string[] }
  | {
      readonly kind: "document";
      readonly title: string;
      readonly format: string;
      readonly pages: number | null;
      readonly notes: readonly ReadingNote[];
      readonly length: number;
      readonly part: Part;
    }
  | { readonly kind: "part"; readonly part: Part }
  | { readonly kind: "failed"; readonly error: ErrorData };
