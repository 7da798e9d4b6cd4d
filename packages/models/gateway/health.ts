import type { FootnoteError } from "@footnote/contracts";

/** Failures in a row after which a model rests. */
const MOST_FAILURES = 2;
const FIRST_REST_MILLISECONDS = 10_000;
const LONGEST_REST_MILLISECONDS = 300_000;
/** Where a server asks to be left alone and does not say how long. */
const LIMITED_REST_MILLISECONDS = 5_000;
/** A wrong key or name stays wrong until somebody corrects it. */
const REFUSED_REST_MILLISECONDS = 60_000;

/**
 * Whether a model is worth asking (a circuit breaker): after failures it rests, twice as long each time, and then one
 * question tries it while the others still pass it by.
 */
export class Health {
  readonly #elapsed: () => number;
  #failures = 0;
  #rest = FIRST_REST_MILLISECONDS;
  #restsUntil = 0;
  #isTried = false;

  /** @param elapsed milliseconds since some moment */
  constructor(elapsed: () => number) {
    this.#elapsed = elapsed;
  }

  /** Milliseconds until it may be tried again; 0 where it may be now. */
  get restsFor(): number {
    return Math.max(0, this.#restsUntil - this.#elapsed());
  }

  /** Takes the turn to ask, where there is one. Each turn ends in `succeeded`, `failed` or `left`. */
  mayTry(): boolean {
    if (this.restsFor > 0 || this.#isTried) return false;
    this.#isTried = this.#restsUntil > 0;
    return true;
  }

  succeeded(): void {
    this.#failures = 0;
    this.#rest = FIRST_REST_MILLISECONDS;
    this.#restsUntil = 0;
    this.#isTried = false;
  }

  /** Whoever asked has left: nothing is known. */
  left(): void {
    this.#isTried = false;
  }

  failed({ code }: FootnoteError, wait: number): void {
    const wasTried = this.#isTried;
    this.#isTried = false;
    if (code === "rate_limited") this.#restFor(wait || LIMITED_REST_MILLISECONDS);
    else if (code === "generation_refused") this.#restFor(REFUSED_REST_MILLISECONDS);
    else if (code === "generation_failed") {
      this.#failures += 1;
      if (wait > 0) this.#restFor(wait);
      else if (wasTried || this.#failures >= MOST_FAILURES) {
        this.#restFor(this.#rest);
        this.#rest = Math.min(LONGEST_REST_MILLISECONDS, this.#rest * 2);
      }
    }
  }

  #restFor(milliseconds: number): void {
    this.#restsUntil = this.#elapsed() + milliseconds;
  }
}
