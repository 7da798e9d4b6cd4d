/** What one file may cost before it is refused. */
export interface ParseLimits {
  /** Pages of a PDF, slides of a presentation. */
  readonly maxPages: number;
  /** UTF-16 code units of canonical text. */
  readonly maxCharacters: number;
  /** Bytes of everything that is read of a zip (a docx is one) together, once inflated. */
  readonly maxInflatedBytes: number;
  /** Files in a zip. What lies in a zip inside a zip is never looked at. */
  readonly maxZipEntries: number;
  /** Values in values of a JSON file. */
  readonly maxNesting: number;
}

export interface SandboxLimits extends ParseLimits {
  /** Wall time of one file, from when the child process begins to read it. */
  readonly maxSeconds: number;
  /** Of the child process as a whole. */
  readonly maxMemoryMegabytes: number;
  /** Files that may wait for their turn; one more is refused as `overloaded`. */
  readonly maxWaiting: number;
}

/** For everything that a person's configuration does not set. */
export const DEFAULT_LIMITS: SandboxLimits = {
  maxPages: 5_000,
  maxCharacters: 50_000_000,
  maxInflatedBytes: 256 * 1024 ** 2,
  maxZipEntries: 10_000,
  maxNesting: 100,
  maxSeconds: 120,
  maxMemoryMegabytes: 1_024,
  maxWaiting: 64,
};
