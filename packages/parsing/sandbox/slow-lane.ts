import { availableParallelism } from "node:os";
import type { ParsedDocument, SourceFile } from "@footnote/contracts";
import type { SandboxLimits } from "../limits.ts";
import { ParserProcess } from "./child-process.ts";
import { Reading } from "./reading.ts";
import { Turns } from "./turns.ts";

/**
 * Where a file goes on that takes longer than others should wait. Few at once and at a low priority: a slow file keeps a
 * core busy, and may take as much memory as any.
 */
export class SlowLane {
  readonly #limits: SandboxLimits;
  readonly #turns = new Turns(Math.max(1, availableParallelism() >> 1));
  readonly #running = new Set<Promise<unknown>>();

  constructor(limits: SandboxLimits) {
    this.#limits = limits;
  }

  /** Takes the process over and ends it. Where every place is taken, the file begins anew when there is one. */
  goOn(
    process: ParserProcess,
    reading: Reading,
    source: SourceFile,
    aborted: Promise<never>,
  ): Promise<ParsedDocument> {
    const outcome = this.#turns.tryTake()
      ? this.#finish(process, reading, aborted)
      : this.#beginAnew(process, source, aborted);
    this.#running.add(outcome);
    const forget = () => this.#running.delete(outcome);
    outcome.then(forget, forget);
    return outcome;
  }

  /** Resolves when nothing runs here; whoever closes aborts it first. */
  async idle(): Promise<void> {
    await Promise.allSettled(this.#running);
  }

  async #beginAnew(
    process: ParserProcess,
    source: SourceFile,
    aborted: Promise<never>,
  ): Promise<ParsedDocument> {
    await process.kill();
    await this.#turns.take(aborted);
    const own = new ParserProcess(this.#limits);
    return this.#finish(own, new Reading(own, source, this.#limits), aborted);
  }

  async #finish(process: ParserProcess, reading: Reading, aborted: Promise<never>): Promise<ParsedDocument> {
    process.yieldToOthers();
    try {
      return await Promise.race([aborted, reading.outcome]);
    } finally {
      await process.kill();
      this.#turns.giveBack();
    }
  }
}
