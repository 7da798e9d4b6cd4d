import { FootnoteError } from "@footnote/contracts";

/** Who asks meanwhile is answered from another index at once, in place of waiting for what does not answer. */
const REST_MILLISECONDS = 5_000;

/**
 * Runs what asks Weaviate; where it fails nothing is asked for some seconds, and then only once it says that it is ready.
 * @throws FootnoteError unavailable; or what `signal` was aborted with
 */
export class Resting {
  readonly #host: string;
  readonly #isReady: () => Promise<boolean>;
  readonly #onTrouble: (error: FootnoteError) => void;
  #restsUntil = 0;
  #hasFailed = false;

  constructor(host: string, isReady: () => Promise<boolean>, onTrouble: (error: FootnoteError) => void) {
    this.#host = host;
    this.#isReady = isReady;
    this.#onTrouble = onTrouble;
  }

  async run<Result>(work: () => Promise<Result>, signal?: AbortSignal): Promise<Result> {
    signal?.throwIfAborted();
    if (performance.now() < this.#restsUntil) throw this.#unavailable(undefined);
    try {
      if (this.#hasFailed && !(await this.#isReady())) throw new Error("It is not ready.");
      const result = await work();
      this.#hasFailed = false;
      return result;
    } catch (cause) {
      signal?.throwIfAborted();
      if (cause instanceof FootnoteError) throw cause;
      const error = this.#unavailable(cause);
      if (!this.#hasFailed) this.#onTrouble(error);
      this.#hasFailed = true;
      this.#restsUntil = performance.now() + REST_MILLISECONDS;
      throw error;
    }
  }

  #unavailable(cause: unknown): FootnoteError {
    return unavailable(this.#host, cause);
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
