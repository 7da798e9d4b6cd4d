import type { ErrorCode, ParsedDocument, SourceFile } from "@footnote/contracts";
import type { ParseLimits } from "../limits.ts";
import type { Problem, RecognisedFile, RecognisedPage } from "../ocr/recognised-page.ts";
import type { LanguageData } from "../ocr/tesseract/engine.ts";

export interface FileToParse extends SourceFile {
  /** What recognition made of the pages that were unread the first time. */
  readonly recognised?: RecognisedFile | undefined;
}

export interface ParseRequest extends FileToParse {
  readonly limits: ParseLimits;
}

/** Errors cross as data: a class would arrive as a plain Error, without its code. */
export type ParseReply = {
  /** Resident memory after the file, in bytes. */
  readonly memory: number;
  /** Pages that show something but hold no text. */
  readonly unread: readonly number[];
} & (
  | { readonly document: ParsedDocument }
  | { readonly error: { code: ErrorCode; message: string; action: string; cause: string } }
);

/** The child says so once everything is loaded, so that loading does not count as a file's time. */
export const READY = "ready";

/** The child's last words when it takes too much memory; V8 says much the same when its heap is full. */
export const OUT_OF_MEMORY = "out of memory";

export interface RecognitionRequest {
  readonly bytes: Uint8Array;
  readonly pages: readonly number[];
  readonly languages: readonly LanguageData[];
}

/** One for each page, in the order in which they were asked for; after a problem no more. */
export type RecognitionReply = { readonly page: RecognisedPage } | { readonly problem: Problem };

export interface PageRequest {
  readonly bytes: Uint8Array;
  /** 1-based. */
  readonly page: number;
  /** To be marked on it; empty for nothing. */
  readonly quote: string;
  /** Where the page is a picture of text: what it is recognised with once more, to see where the quote stands. */
  readonly languages: readonly LanguageData[];
}

export type PageReply = { readonly picture: Uint8Array } | { readonly problem: Problem };
