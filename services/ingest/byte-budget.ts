/**
 * Holds back work that would keep more than `capacity` bytes in memory at once. First come, first served, so
 * that a large file is not overtaken for ever; one that is larger than the capacity runs alone.
 */
export class ByteBudget {
  readonly #capacity: number;
  #used = 0;
  readonly #waiting: { readonly bytes: number; readonly start: () => void }[] = [];

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  async spend<Result>(bytes: number, work: () => Promise<Result>): Promise<Result> {
    const share = Math.min(bytes, this.#capacity);
    await new Promise<void>((start) => {
      this.#waiting.push({ bytes: share, start });
      this.#startWaiting();
    });
    try {
      return await work();
    } finally {
      this.#used -= share;
      this.#startWaiting();
    }
  }

  #startWaiting(): void {
    for (let next = this.#waiting[0]; next !== undefined; next = this.#waiting[0]) {
      if (this.#used + next.bytes > this.#capacity) return;
      this.#waiting.shift();
      this.#used += next.bytes;
      next.start();
    }
  }
}
