import type { Claim, WorkQueue } from "@footnote/contracts";
import type { IngestParts } from "./parts.ts";

/** A lease lasts a minute (packages/store), so that three renewals may fail before anybody else takes the document. */
const RENEW_EVERY_MILLISECONDS = 15_000;

/**
 * Renews the leases of all documents that are worked on, however long that takes, in one statement. Work whose claim
 * somebody else has taken meanwhile is stopped: nothing of it could be written.
 */
export class Leases {
  readonly #queue: Pick<WorkQueue, "renew">;
  readonly #parts: Pick<IngestParts, "clock" | "log">;
  readonly #stopping: AbortSignal;
  readonly #held = new Map<bigint, { readonly claim: Claim; readonly lost: AbortController }>();
  #isRenewing = false;

  constructor(
    queue: Pick<WorkQueue, "renew">,
    parts: Pick<IngestParts, "clock" | "log">,
    stopping: AbortSignal,
  ) {
    this.#queue = queue;
    this.#parts = parts;
    this.#stopping = stopping;
  }

  /** Does `work` under the claim. Its signal is aborted when the claim is lost, and where all is to stop. */
  async keep<Result>(claim: Claim, work: (signal: AbortSignal) => Promise<Result>): Promise<Result> {
    const lost = new AbortController();
    this.#held.set(claim.number, { claim, lost });
    if (!this.#isRenewing) void this.#renewWhileHeld();
    try {
      return await work(AbortSignal.any([lost.signal, this.#stopping]));
    } finally {
      this.#held.delete(claim.number);
    }
  }

  async #renewWhileHeld(): Promise<void> {
    this.#isRenewing = true;
    while (this.#held.size > 0 && !this.#stopping.aborted) {
      await this.#parts.clock.sleep(RENEW_EVERY_MILLISECONDS, this.#stopping);
      const claims = [...this.#held.values()].map(({ claim }) => claim);
      if (claims.length === 0 || this.#stopping.aborted) break;
      try {
        for (const { number } of await this.#queue.renew(claims)) this.#held.get(number)?.lost.abort();
      } catch (error) {
        this.#parts.log.error({ err: error }, "Leases could not be renewed; it is tried again.");
      }
    }
    this.#isRenewing = false;
  }
}
