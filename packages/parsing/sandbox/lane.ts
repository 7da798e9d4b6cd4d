import { FootnoteError, type ParsedDocument, type SourceFile } from "@footnote/contracts";
import type { SandboxLimits } from "../limits.ts";
import { tooLarge } from "../problems.ts";
import { ParserProcess } from "./child-process.ts";
import { Reading } from "./reading.ts";
import type { SlowLane } from "./slow-lane.ts";
import { Turns } from "./turns.ts";

/** The share of the child's memory that a file's bytes may take: while they arrive there, they are there twice. */
const MEMORY_FOR_BYTES = 1 / 4;
/** Most files take less than a tenth of a second. A process takes half of one to start. */
const PATIENCE_MILLISECONDS = 2_500;
const NOT_YET = Symbol("not yet");

/** One process that reads file after file. One that takes long goes on elsewhere, and the next does not wait for it. */
export class ParserLane {
  readonly #limits: SandboxLimits;
  readonly #slow: SlowLane;
  readonly #turns = new Turns(1);
  readonly #unfinished = new Set<Promise<unknown>>();
  #process: ParserProcess;
  #isClosed = false;

  constructor(limits: SandboxLimits, slow: SlowLane) {
    this.#limits = limits;
    this.#slow = slow;
    this.#process = new ParserProcess(limits);
  }

  parse(source: SourceFile, aborted: Promise<never>): Promise<ParsedDocument> {
    if (this.#unfinished.size > this.#limits.maxWaiting) {
      const problem = new FootnoteError("overloaded", "Too many files wait to be parsed.", {
        action: "Try again in a moment.",
      });
      return Promise.reject(problem);
    }
    const outcome = this.#parse(source, aborted);
    this.#unfinished.add(outcome);
    const forget = () => this.#unfinished.delete(outcome);
    outcome.then(forget, forget);
    return outcome;
  }

  /** Resolves when the process is gone; whoever closes aborts what runs first. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await Promise.allSettled(this.#unfinished);
    await this.#process.kill();
  }

  async #parse(source: SourceFile, aborted: Promise<never>): Promise<ParsedDocument> {
    await this.#turns.take(aborted);
    let process: ParserProcess;
    let reading: Reading;
    try {
      checkSize(source, this.#limits);
      process = this.#process;
      reading = new Reading(process, source, this.#limits);
      const outcome = await this.#patiently(process, reading, aborted);
      if (outcome !== NOT_YET) return outcome;
      this.#process = new ParserProcess(this.#limits);
    } finally {
      this.#turns.giveBack();
    }
    return this.#slow.goOn(process, reading, source, aborted);
  }

  /** The outcome, or that there is none for a while: then the process is busy with the file still. */
  async #patiently(
    process: ParserProcess,
    reading: Reading,
    aborted: Promise<never>,
  ): Promise<ParsedDocument | typeof NOT_YET> {
    let timer: NodeJS.Timeout | undefined;
    let goesOn = false;
    try {
      // One that has just been started is no slow file.
      await Promise.race([aborted, process.ready()]);
      const patience = new Promise<typeof NOT_YET>((resolve) => {
        timer = setTimeout(() => resolve(NOT_YET), PATIENCE_MILLISECONDS);
      });
      const outcome = await Promise.race([aborted, patience, reading.outcome]);
      goesOn = outcome === NOT_YET;
      return outcome;
    } finally {
      clearTimeout(timer);
      if (!goesOn && !reading.isReusable) await this.#replaceProcess();
    }
  }

  async #replaceProcess(): Promise<void> {
    await this.#process.kill();
    if (!this.#isClosed) this.#process = new ParserProcess(this.#limits);
  }
}

function checkSize({ bytes }: SourceFile, { maxMemoryMegabytes }: SandboxLimits): void {
  const maxMegabytes = maxMemoryMegabytes * MEMORY_FOR_BYTES;
  if (bytes.length <= maxMegabytes * 1024 ** 2) return;
  throw tooLarge(`With ${maxMemoryMegabytes} MB of memory to read it in, it may have ${maxMegabytes} MB.`);
}
