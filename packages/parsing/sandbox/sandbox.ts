import type { Lane, ParsedDocument, SourceFile } from "@footnote/contracts";
import { FootnoteError } from "@footnote/contracts";
import type { SandboxLimits } from "../limits.ts";
import { corrupt, tooLarge, tooSlow } from "../problems.ts";
import { firstAbort } from "./abort.ts";
import { type Death, ParserProcess } from "./child-process.ts";
import type { ParseReply } from "./messages.ts";

export interface ParserSandbox {
  /**
   * Parses in a child process, one file after the other; what changed has a process of its own, so that a slow file of
   * a backfill never holds it up.
   * @throws FootnoteError one of the `file_…` codes; overloaded where too many files wait; unavailable where the
   *   parser is closed or its process was ended from outside. What the signal was aborted with, where it was.
   */
  parse(source: SourceFile, signal?: AbortSignal, lane?: Lane): Promise<ParsedDocument>;
  /** Files that wait are refused. Resolves when the children are gone. */
  close(): Promise<void>;
}

/** Starts a child at once, so that the first file that changes does not wait for it. */
export function openParser(limits: SandboxLimits): ParserSandbox {
  const changes = new Sandbox(limits);
  let others: Sandbox | undefined;
  return {
    parse(source, signal, lane = "change") {
      if (lane === "change") return changes.parse(source, signal);
      others ??= new Sandbox(limits);
      return others.parse(source, signal);
    },
    async close() {
      // One that is asked for only now would outlive this.
      others ??= changes;
      await Promise.all([changes.close(), others.close()]);
    },
  };
}

/** The share of the child's memory that a file's bytes may take: while they arrive there, they are there twice. */
const MEMORY_FOR_BYTES = 1 / 4;

class Sandbox {
  readonly #limits: SandboxLimits;
  readonly #closing = new AbortController();
  #process: ParserProcess;
  /** Settles when every file before is done. */
  #turn: Promise<void> = Promise.resolve();
  #unfinished = 0;

  constructor(limits: SandboxLimits) {
    this.#limits = limits;
    this.#process = new ParserProcess(limits);
  }

  async parse(source: SourceFile, signal?: AbortSignal): Promise<ParsedDocument> {
    if (this.#unfinished > this.#limits.maxWaiting) {
      throw new FootnoteError("overloaded", "Too many files wait to be parsed.", {
        action: "Try again in a moment.",
      });
    }
    this.#unfinished++;
    const before = this.#turn;
    const { promise, resolve: done } = Promise.withResolvers<void>();
    this.#turn = before.then(() => promise);
    using aborted = firstAbort([this.#closing.signal, ...(signal === undefined ? [] : [signal])]);
    try {
      await Promise.race([aborted.promise, before]);
      return await this.#parseNow(source, aborted.promise);
    } finally {
      this.#unfinished--;
      done();
    }
  }

  async close(): Promise<void> {
    this.#closing.abort(
      new FootnoteError("unavailable", "The parser is closed.", { action: "Start Footnote again." }),
    );
    await this.#turn;
    await this.#process.kill();
  }

  async #parseNow(source: SourceFile, aborted: Promise<never>): Promise<ParsedDocument> {
    const { maxSeconds, maxMemoryMegabytes, maxWaiting: _, ...limits } = this.#limits;
    const maxMegabytes = maxMemoryMegabytes * MEMORY_FOR_BYTES;
    if (source.bytes.length > maxMegabytes * 1024 ** 2) {
      throw tooLarge(
        `With ${maxMemoryMegabytes} MB of memory to read it in, it may have ${maxMegabytes} MB.`,
      );
    }
    let isReusable = false;
    let timer: NodeJS.Timeout | undefined;
    try {
      const stillborn = await Promise.race([aborted, this.#process.ready()]);
      if (stillborn !== undefined) throw endedFromOutside(stillborn);
      const late = new Promise<never>((_, reject) => {
        timer = setTimeout(() => reject(tooSlow(maxSeconds)), maxSeconds * 1_000);
      });
      const request = { ...source, limits };
      const outcome = await Promise.race([aborted, late, this.#process.parse(request)]);
      if ("reason" in outcome) throw problemOf(outcome, maxMemoryMegabytes);
      // A large file's memory is not given back at once, and the next file must not die of it.
      isReusable = outcome.memory < (maxMemoryMegabytes * 1024 ** 2) / 2;
      return documentOf(outcome);
    } finally {
      clearTimeout(timer);
      if (!isReusable) await this.#replaceProcess();
    }
  }

  async #replaceProcess(): Promise<void> {
    await this.#process.kill();
    if (!this.#closing.signal.aborted) this.#process = new ParserProcess(this.#limits);
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

function documentOf(reply: ParseReply): ParsedDocument {
  if ("document" in reply) return reply.document;
  const { code, message, action, cause } = reply.error;
  throw new FootnoteError(code, message, { action, cause });
}
