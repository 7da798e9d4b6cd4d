import { FootnoteError, type SourceFile } from "@footnote/contracts";
import type { SandboxLimits } from "../limits.ts";
import type { Problem, RecognisedFile, RecognisedPage } from "../ocr/recognised-page.ts";
import type { LanguageData } from "../ocr/tesseract/engine.ts";
import { type RecogniserEnd, RecogniserProcess } from "./recogniser-process.ts";

/** What recognition may cost. */
export interface RecognitionLimits {
  /** Of one page; a dense one takes 2 to 10, four times that where it lies on its side, and ten times on a busy machine. */
  readonly pageSeconds: number;
  /** Of a file, for each of its pages, and for the first of them more. */
  readonly fileSecondsPerPage: number;
  /** Of a file; further ones are noted. */
  readonly maxPages: number;
  /** Pages on which the process may fail before the rest of the file is left. */
  readonly maxFailures: number;
}

const DEFAULT_LIMITS: RecognitionLimits = {
  pageSeconds: 180,
  fileSecondsPerPage: 60,
  maxPages: 1_000,
  maxFailures: 3,
};

/** What pages are recognised with. */
export interface RecognitionOptions {
  readonly languages: readonly LanguageData[];
  readonly limits?: Partial<RecognitionLimits>;
}

/**
 * Recognises these pages of a file in a process of its own. What is done of a file survives what is not: where a page
 * takes too long or makes the process fail, another process goes on with the next.
 * @throws FootnoteError unavailable where no process could start; what `aborted` rejects with
 */
export async function recognise(
  { bytes }: SourceFile,
  all: readonly number[],
  limits: SandboxLimits,
  options: RecognitionOptions,
  aborted: Promise<never>,
): Promise<RecognisedFile> {
  const { pageSeconds, fileSecondsPerPage, maxPages, maxFailures } = { ...DEFAULT_LIMITS, ...options.limits };
  const pages: RecognisedPage[] = [];
  const failed = all.slice(maxPages);
  let remaining = all.slice(0, maxPages);
  const end = performance.now() + (pageSeconds + fileSecondsPerPage * remaining.length) * 1_000;
  let failures = 0;
  let problem: Problem | undefined;
  while (remaining.length > 0 && failures < maxFailures) {
    const process = new RecogniserProcess(limits);
    try {
      const stillborn = await Promise.race([aborted, process.ready()]);
      if (stillborn !== undefined) throw couldNotStart(stillborn);
      process.send({ bytes, pages: remaining, languages: options.languages });
      for (const number of remaining) {
        const seconds = Math.min(pageSeconds, (end - performance.now()) / 1_000);
        const reply = await within(seconds, Promise.race([aborted, process.next()]));
        remaining = remaining.slice(1);
        if (typeof reply === "object" && "page" in reply) pages.push(reply.page);
        else {
          if (typeof reply === "object" && "problem" in reply) problem ??= reply.problem;
          failed.push(number);
          failures++;
          break;
        }
      }
    } finally {
      await process.kill();
    }
  }
  return { pages, failed: [...failed, ...remaining], problem };
}

/** Undefined when the time is over. */
async function within<Result>(seconds: number, outcome: Promise<Result>): Promise<Result | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), seconds * 1_000);
  });
  try {
    return await Promise.race([outcome, late]);
  } finally {
    clearTimeout(timer);
  }
}

function couldNotStart({ ended }: RecogniserEnd): FootnoteError {
  return new FootnoteError("unavailable", "The process that recognises text could not start.", {
    action: "It is tried again by itself; if this repeats, look at the log for the cause.",
    cause: ended,
  });
}
