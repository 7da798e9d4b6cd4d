import type { ErrorCode, ParsedDocument } from "@footnote/contracts";
import type { ParseLimits } from "../limits.ts";

export interface ParseRequest {
  readonly key: string;
  readonly bytes: Uint8Array;
  readonly limits: ParseLimits;
}

/** Errors cross as data: a class would arrive as a plain Error, without its code. */
export type ParseReply = {
  /** Resident memory after the file, in bytes. */
  readonly memory: number;
} & (
  | { readonly document: ParsedDocument }
  | { readonly error: { code: ErrorCode; message: string; action: string; cause: string } }
);

/** The child says so once everything is loaded, so that loading does not count as a file's time. */
export const READY = "ready";

/** The child's last words when it takes too much memory; V8 says much the same when its heap is full. */
export const OUT_OF_MEMORY = "out of memory";
