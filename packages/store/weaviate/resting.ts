import { FootnoteError } from "@footnote/contracts";
import { type Clock, firstAbort } from "@footnote/runtime";

/** What takes longer is no answer any more: people wait for three seconds in all. */
const SLOWEST_MILLISECONDS = 2_000;
const LOOK_AGAIN_MILLISECONDS = 2_000;

/**
 * Runs what asks Weaviate. Where that fails, or takes too long, everything is refused at once from then on, so that other questions
 * are answered from another index without waiting; whether it is back is looked for meanwhile.
 */
export class Resting {
  readonly #host: string;
  readonly #isReady: () => Promise<boolean>;
  readonly #onTrouble: (error: FootnoteError) => void;
  readonly #clock: Pick<Clock, "sleep">;
  readonly #closing = new AbortController();
  #rests = false;

  constructor(
    host: string,
    isReady: () => Promise<boolean>,
    onTrouble: (error: FootnoteError) => void,
    clock: Pick<Clock, "sleep">,
  ) {
    this.#host = host;
    this.#isReady = isReady;
    this.#onTrouble = onTrouble;
    this.#clock = clock;
  }

  /** @throws FootnoteError unavailable; or what `asked` was aborted with */
  async run<Result>(work: (signal: AbortSignal) => Promise<Result>, asked?: AbortSignal): Promise<Result> {
    asked?.throwIfAborted();
    if (this.#rests) throw unavailable(this.#host, undefined);
    const late = AbortSignal.timeout(SLOWEST_MILLISECONDS);
    const signal = asked === undefined ? late : AbortSignal.any([late, asked]);
    using aborted = firstAbort([signal]);
    try {
      return await Promise.race([work(signal), aborted.promise]);
    } catch (cause) {
      asked?.throwIfAborted();
      if (cause instanceof FootnoteError) throw cause;
      const error = unavailable(this.#host, cause);
      if (!this.#rests) {
        this.#rests = true;
        this.#onTrouble(error);
        void this.#untilReady();
      }
      throw error;
    }
  }

  close(): void {
    this.#closing.abort();
  }

  async #untilReady(): Promise<void> {
    while (this.#rests && !this.#closing.signal.aborted) {
      await this.#clock.sleep(LOOK_AGAIN_MILLISECONDS, this.#closing.signal);
      this.#rests = !(await this.#isReady().catch(() => false));
    }
  }
}

/** What Weaviate's client says, said as an error of ours. @throws FootnoteError unavailable; or what `signal` was aborted with */
export async function reaching<Result>(
  host: string,
  work: () => Promise<Result>,
  signal?: AbortSignal,
): Promise<Result> {
  try {
    return await work();
  } catch (cause) {
    signal?.throwIfAborted();
    throw cause instanceof FootnoteError ? cause : unavailable(host, cause);
  }
}

function unavailable(host: string, cause: unknown): FootnoteError {
  return new FootnoteError("unavailable", `Weaviate at ${host} does not do what it is asked now.`, {
    action: "See that it runs, and look at its log; it is asked again by itself.",
    cause,
  });
}
