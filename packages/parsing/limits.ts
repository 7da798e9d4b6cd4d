/** What one file may cost before it is refused. */
export interface ParseLimits {
  /** Pages of a PDF, slides of a presentation. */
  readonly maxPages: number;
  /** UTF-16 code units of canonical text. */
  readonly maxCharacters: number;
  /** The same for each byte of the file, where that is less: see `limitsOf`. */
  readonly maxCharactersPerByte: number;
  /** Blocks, list items, table rows and cells together: each is an object in every process that it passes. */
  readonly maxSpans: number;
  /** Bytes of everything that is read of a zip (a docx is one) together, once inflated. */
  readonly maxInflatedBytes: number;
  /** Files in a zip. What lies in a zip inside a zip is never looked at. */
  readonly maxZipEntries: number;
  /** Values in values of a JSON file. */
  readonly maxNesting: number;
}

/** The limits of one file: what it says is bounded by what it weighs. */
export interface FileLimits extends ParseLimits {
  /** Bytes of the file itself. */
  readonly fileBytes: number;
  /** Whether its size and not `ParseLimits.maxCharacters` decides how much it may say. */
  readonly isBoundBySize: boolean;
  /** What files that share `maxInflatedBytes` have inflated together, as those attached to one message do. */
  readonly inflated?: { bytes: number };
}

/** However small a file is, so much it may say: 300 bytes of zip are a page of a few words over and over. */
const CHARACTERS_OF_ANY_FILE = 100_000;

/**
 * A few hundred bytes can name one page two thousand times, or one text in a million cells: within every absolute limit,
 * and minutes of everyone's time. Text that people wrote takes 0.3 to 1 character a byte, zipped 3 to 10.
 */
export function limitsOf(fileBytes: number, limits: ParseLimits): FileLimits {
  const bySize = Math.max(CHARACTERS_OF_ANY_FILE, fileBytes * limits.maxCharactersPerByte);
  const isBoundBySize = bySize < limits.maxCharacters;
  return { ...limits, fileBytes, isBoundBySize, maxCharacters: Math.min(bySize, limits.maxCharacters) };
}

export interface SandboxLimits extends ParseLimits {
  /** Wall time of a large file, from when the child process begins to read it: see `secondsFor`. */
  readonly maxSeconds: number;
  /** Of the child process as a whole. */
  readonly maxMemoryMegabytes: number;
  /** Files that may wait for their turn; one more is refused as `overloaded`. */
  readonly maxWaiting: number;
}

const SECONDS_OF_ANY_FILE = 30;
const SECONDS_PER_MEGABYTE = 60;

/** How long a file of so many bytes may take: a few kilobytes that take minutes are no document. */
export function secondsFor(fileBytes: number, { maxSeconds }: SandboxLimits): number {
  return Math.min(
    maxSeconds,
    Math.round(SECONDS_OF_ANY_FILE + (SECONDS_PER_MEGABYTE * fileBytes) / 1024 ** 2),
  );
}

/** For everything that a person's configuration does not set. */
export const DEFAULT_LIMITS: SandboxLimits = {
  maxPages: 5_000,
  maxCharacters: 50_000_000,
  maxCharactersPerByte: 100,
  maxSpans: 2_000_000,
  maxInflatedBytes: 256 * 1024 ** 2,
  maxZipEntries: 10_000,
  maxNesting: 100,
  maxSeconds: 120,
  maxMemoryMegabytes: 1_024,
  maxWaiting: 64,
};
