/** Aborts where nothing comes for so long: the time for each token, where a timeout for the whole would end long answers. */
export class Patience implements Disposable {
  readonly #lost = new AbortController();
  readonly signal: AbortSignal;
  #timer: NodeJS.Timeout;

  constructor(caller: AbortSignal | undefined, milliseconds: number) {
    this.signal = caller === undefined ? this.#lost.signal : AbortSignal.any([caller, this.#lost.signal]);
    this.#timer = this.#start(milliseconds);
  }

  get isLost(): boolean {
    return this.#lost.signal.aborted;
  }

  renew(milliseconds: number): void {
    clearTimeout(this.#timer);
    this.#timer = this.#start(milliseconds);
  }

  [Symbol.dispose](): void {
    clearTimeout(this.#timer);
    // Whoever stops reading wants nothing more of the connection.
    this.#lost.abort();
  }

  #start(milliseconds: number): NodeJS.Timeout {
    return setTimeout(() => this.#lost.abort(), milliseconds);
  }
}
