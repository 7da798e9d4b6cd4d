import { FootnoteError, type ParsedDocument } from "@footnote/contracts";
import { type SandboxLimits, secondsFor } from "../limits.ts";
import { corrupt, tooLarge, tooSlow } from "../problems.ts";
import type { Death, ParserProcess } from "./child-process.ts";
import type { FileToParse, ParseReply } from "./messages.ts";

/** One file in one process, from when the process is there to its outcome. */
export class Reading {
  /** @throws FootnoteError file_too_slow, file_too_large, file_corrupt; unavailable where the process was ended from outside */
  readonly outcome: Promise<ParseReply>;
  /** Whether the process may read the next file once there is an outcome. */
  isReusable = false;

  constructor(process: ParserProcess, source: FileToParse, limits: SandboxLimits) {
    this.outcome = this.#read(process, source, limits);
    // Whoever waited for it may be gone.
    this.outcome.catch(() => undefined);
  }

  async #read(process: ParserProcess, source: FileToParse, limits: SandboxLimits): Promise<ParseReply> {
    const { maxSeconds: _, maxMemoryMegabytes, maxWaiting: __, ...ofFile } = limits;
    const stillborn = await process.ready();
    if (stillborn !== undefined) throw endedFromOutside(stillborn);
    const seconds = secondsFor(source.bytes.length, limits);
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(tooSlow(seconds)), seconds * 1_000);
    });
    try {
      const outcome = await Promise.race([late, process.parse({ ...source, limits: ofFile })]);
      if ("reason" in outcome) throw problemOf(outcome, maxMemoryMegabytes);
      // A large file's memory is not given back at once, and the next file must not die of it.
      this.isReusable = outcome.memory < (maxMemoryMegabytes * 1024 ** 2) / 2;
      return outcome;
    } finally {
      clearTimeout(timer);
    }
  }
}

function problemOf(death: Death, maxMemoryMegabytes: number): FootnoteError {
  switch (death.reason) {
    case "memory":
      return tooLarge(`It needed more than ${maxMemoryMegabytes} MB of memory.`);
    case "crash":
      return corrupt("file", "it makes the program that reads it fail.", death.detail);
    case "killed":
      return endedFromOutside(death);
  }
}

function endedFromOutside(death: Death): FootnoteError {
  return new FootnoteError("unavailable", "The process that reads files was ended or could not start.", {
    action: "It is started and tried again by itself; if this repeats, look at the log for the cause.",
    cause: death.detail,
  });
}

/** @throws FootnoteError one of the `file_…` codes */
export function documentOf(reply: ParseReply): ParsedDocument {
  if ("document" in reply) return reply.document;
  const { code, message, action, cause } = reply.error;
  throw new FootnoteError(code, message, { action, cause });
}
