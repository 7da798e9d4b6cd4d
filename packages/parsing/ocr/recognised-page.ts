import type { ErrorCode } from "@footnote/contracts";

/** A word on a page: points from the page's left and top. */
export interface RecognisedWord {
  readonly text: string;
  readonly x0: number;
  readonly x1: number;
  readonly top: number;
  readonly bottom: number;
  /** 0 to 100. */
  readonly confidence: number;
}

/** What recognition made of a page's picture. Data: it crosses from one process to another. */
export interface RecognisedPage {
  /** 1-based. */
  readonly number: number;
  /** In points. */
  readonly width: number;
  readonly height: number;
  /** 1 to 8: how it has to be turned to stand upright, as Exif numbers it. */
  readonly orientation: number;
  /** Words of lines, in reading order; none where the page shows no text. */
  readonly lines: readonly (readonly RecognisedWord[])[];
}

/** Everything that recognition made of a file. */
export interface RecognisedFile {
  readonly pages: readonly RecognisedPage[];
  /** Pages that took too long, or made recognition fail, or that were too many. */
  readonly failed: readonly number[];
  /** Why the first of them failed, where that is known. */
  readonly problem?: Problem | undefined;
}

/** An error as data. */
export interface Problem {
  readonly code: ErrorCode;
  readonly message: string;
  readonly action: string;
}
