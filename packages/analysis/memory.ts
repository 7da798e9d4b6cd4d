/** Two generations of 50,000 words stand in for "least recently used" at the price of a plain Map: about 20 MB. */
const ENTRIES_PER_GENERATION = 50_000;
const LONGEST_REMEMBERED = 60;

/** Remembers what was computed for a word: most words of a text were seen before. */
export class Memory<Value> {
  #young = new Map<string, Value>();
  #old = new Map<string, Value>();

  get(word: string, compute: (word: string) => Value): Value {
    const known = this.#young.get(word);
    if (known !== undefined) return known;
    const value = this.#old.get(word) ?? compute(word);
    if (word.length > LONGEST_REMEMBERED) return value;
    if (this.#young.size >= ENTRIES_PER_GENERATION) {
      this.#old = this.#young;
      this.#young = new Map();
    }
    // A slice of a text would keep the whole text alive.
    this.#young.set(Buffer.from(word, "utf16le").toString("utf16le"), value);
    return value;
  }
}
