import { randomInt } from "node:crypto";

/** Growing one of so many small tables takes a fraction of a millisecond; growing one large one would hold up everybody. */
const TABLES = 1_024;
const FIRST_SLOTS = 16;

/**
 * Keys that a listing saw: 64 bits of a salted hash of each, so that ten million take some 160 MB, and not a gigabyte. That
 * another key has the same 64 bits is one chance in 10^12 for ten million; another comparison has another salt.
 */
export class MarkedKeys {
  readonly #salt = [randomInt(2 ** 32), randomInt(2 ** 32)] as const;
  readonly #tables = Array.from({ length: TABLES }, () => new Table());

  mark(key: string): void {
    const { table, high, low } = this.#place(key);
    table.add(high, low);
  }

  has(key: string): boolean {
    const { table, high, low } = this.#place(key);
    return table.has(high, low);
  }

  #place(key: string): { table: Table; high: number; low: number } {
    let [high, low]: [number, number] = [...this.#salt];
    // FNV-1a twice, with two of its primes' kind: a hash of node:crypto costs as much as all the rest of a comparison.
    for (let at = 0; at < key.length; at++) {
      const unit = key.charCodeAt(at);
      high = Math.imul(high ^ unit, 0x01000193);
      low = Math.imul(low ^ unit, 0x01000197) ^ (low >>> 15);
    }
    high = scattered(high ^ key.length);
    low = scattered(low);
    // All zeros mean an empty slot.
    return { table: this.#tables[high % TABLES] as Table, high, low: low || 1 };
  }
}

/** Every bit of the result depends on every bit: what FNV-1a does to the last characters stays in the low bits. */
function scattered(bits: number): number {
  const once = Math.imul(bits ^ (bits >>> 16), 0x7feb352d);
  const twice = Math.imul(once ^ (once >>> 15), 0x846ca68b);
  return (twice ^ (twice >>> 16)) >>> 0;
}

/** Open addressing with linear probing, at most half full. */
class Table {
  #slots = new Uint32Array(2 * FIRST_SLOTS);
  #count = 0;

  has(high: number, low: number): boolean {
    return this.#slots[this.#find(high, low) + 1] !== 0;
  }

  add(high: number, low: number): void {
    const at = this.#find(high, low);
    if (this.#slots[at + 1] !== 0) return;
    this.#slots[at] = high;
    this.#slots[at + 1] = low;
    this.#count += 1;
    if (4 * this.#count > this.#slots.length) this.#grow();
  }

  /** Where it stands, or the empty slot where it would. */
  #find(high: number, low: number): number {
    const slots = this.#slots;
    let at = (low * 2) % slots.length;
    while (slots[at + 1] !== 0 && (slots[at] !== high || slots[at + 1] !== low)) at = (at + 2) % slots.length;
    return at;
  }

  #grow(): void {
    const before = this.#slots;
    this.#slots = new Uint32Array(2 * before.length);
    for (let at = 0; at < before.length; at += 2) {
      const [high, low] = [before[at] as number, before[at + 1] as number];
      if (low === 0) continue;
      const to = this.#find(high, low);
      this.#slots[to] = high;
      this.#slots[to + 1] = low;
    }
  }
}
