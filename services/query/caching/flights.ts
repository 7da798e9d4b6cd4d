/** Who answers a question that others ask as well. */
export interface Flight {
  /** Whether it came to its end, and was not broken off by whoever asked. */
  land(isAnswered: boolean): void;
}

/**
 * What is asked by many at once is answered once: the first one flies, the others wait until it has landed and then look for
 * themselves what there is for them.
 */
export class Flights {
  readonly #flying = new Map<string, Promise<boolean>>();
  #landings = 0;

  /** How many have landed: where it is another number than before, there may be something to be found that was not there. */
  get landings(): number {
    return this.#landings;
  }

  /** Resolves, once it has landed, to whether it was answered; undefined where nobody flies. */
  landing(name: string): Promise<boolean> | undefined {
    return this.#flying.get(name);
  }

  begin(name: string): Flight {
    const landing = Promise.withResolvers<boolean>();
    this.#flying.set(name, landing.promise);
    return {
      land: (isAnswered) => {
        this.#landings += 1;
        // One that did not wait may have begun meanwhile.
        if (this.#flying.get(name) === landing.promise) this.#flying.delete(name);
        landing.resolve(isAnswered);
      },
    };
  }
}

/** The same, unless the signal ends the waiting. @throws its reason */
export async function unlessAborted<Result>(work: Promise<Result>, signal: AbortSignal): Promise<Result> {
  signal.throwIfAborted();
  const left = Promise.withResolvers<never>();
  const leave = () => left.reject(signal.reason);
  signal.addEventListener("abort", leave, { once: true });
  try {
    return await Promise.race([work, left.promise]);
  } finally {
    signal.removeEventListener("abort", leave);
  }
}
