import type { ParsedDocument, SourceFile } from "@footnote/contracts";
import { FootnoteError } from "@footnote/contracts";
import { firstAbort } from "@footnote/runtime";
import type { SandboxLimits } from "../limits.ts";
import { recognitionWaiting, tooLarge } from "../problems.ts";
import { ParserProcess } from "./child-process.ts";
import type { FileToParse, ParseReply } from "./messages.ts";
import { documentOf, Reading } from "./reading.ts";
import { type RecognitionOptions, recognise } from "./recognise.ts";

export interface ParserSandbox {
  /**
   * Parses in a child process, one file after the other; pages that hold no text are recognised in another.
   * @throws FootnoteError one of the `file_…` codes; overloaded where too many files wait; unavailable where the
   *   parser is closed or its process was ended from outside; recognition_waiting where pages are to be recognised
   *   elsewhere. What the signal was aborted with, where it was.
   */
  parse(source: SourceFile, signal?: AbortSignal): Promise<ParsedDocument>;
  /** The process that parses now goes on at a low priority. */
  yieldToOthers(): void;
  /** Files that wait are refused. Resolves when the child is gone. */
  close(): Promise<void>;
}

/**
 * What becomes of pages that hold no text: nothing is recognised, files that have such are refused as
 * recognition_waiting, or they are recognised here.
 */
export type Recognition = "off" | "elsewhere" | RecognitionOptions;

/** Starts the child at once, so that the first file does not wait for it. */
export function openParser(limits: SandboxLimits, recognition: Recognition = "off"): ParserSandbox {
  return new Sandbox(limits, recognition);
}

/** The share of the child's memory that a file's bytes may take: while they arrive there, they are there twice. */
const MEMORY_FOR_BYTES = 1 / 4;

class Sandbox implements ParserSandbox {
  readonly #limits: SandboxLimits;
  readonly #recognition: Recognition;
  readonly #closing = new AbortController();
  #process: ParserProcess;
  /** Settles when every file before is done. */
  #turn: Promise<void> = Promise.resolve();
  #unfinished = 0;

  constructor(limits: SandboxLimits, recognition: Recognition) {
    this.#limits = limits;
    this.#recognition = recognition;
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

  yieldToOthers(): void {
    this.#process.yieldToOthers();
  }

  async close(): Promise<void> {
    this.#closing.abort(
      new FootnoteError("unavailable", "The parser is closed.", { action: "Start Footnote again." }),
    );
    await this.#turn;
    await this.#process.kill();
  }

  async #parseNow(source: SourceFile, aborted: Promise<never>): Promise<ParsedDocument> {
    const { maxMemoryMegabytes } = this.#limits;
    const maxMegabytes = maxMemoryMegabytes * MEMORY_FOR_BYTES;
    if (source.bytes.length > maxMegabytes * 1024 ** 2) {
      throw tooLarge(
        `With ${maxMemoryMegabytes} MB of memory to read it in, it may have ${maxMegabytes} MB.`,
      );
    }
    const reply = await this.#readIn(source, aborted);
    if (this.#recognition === "off" || reply.unread.length === 0) return documentOf(reply);
    if (this.#recognition === "elsewhere") throw recognitionWaiting(reply.unread.length);
    const recognised = await recognise(source, reply.unread, this.#limits, this.#recognition, aborted);
    return documentOf(await this.#readIn({ ...source, recognised }, aborted));
  }

  async #readIn(source: FileToParse, aborted: Promise<never>): Promise<ParseReply> {
    const reading = new Reading(this.#process, source, this.#limits);
    try {
      return await Promise.race([aborted, reading.outcome]);
    } finally {
      if (!reading.isReusable) await this.#replaceProcess();
    }
  }

  async #replaceProcess(): Promise<void> {
    await this.#process.kill();
    if (!this.#closing.signal.aborted) this.#process = new ParserProcess(this.#limits);
  }
}
