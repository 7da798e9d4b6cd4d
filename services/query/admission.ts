import { FootnoteError } from "@footnote/contracts";

const MOST_AT_ONCE = 16;
const MOST_WAITING = 128;

/**
 * Lets so many questions run at once and so many more wait in line; whoever comes after them is told to come
 * back, which costs less than an answer that arrives too late.
 */
export class Admission {
  #running = 0;
  readonly #waiting: (() => void)[] = [];

  async enter(): Promise<() => void> {
    if (this.#running >= MOST_AT_ONCE) {
      if (this.#waiting.length >= MOST_WAITING) {
        throw new FootnoteError("overloaded", "Too many questions are being answered right now.", {
          action: "Ask again in a few seconds.",
        });
      }
      await new Promise<void>((admit) => this.#waiting.push(admit));
    }
    this.#running += 1;
    let left = false;
    return () => {
      if (left) return;
      left = true;
      this.#running -= 1;
      this.#waiting.shift()?.();
    };
  }
}
