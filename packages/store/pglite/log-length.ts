/** Of what is written, before indexes: Postgres' log grows by some ten times as much. */
const CHARACTERS_PER_CHECKPOINT = 16_000_000;

/**
 * Says when the log of changes is long enough to be cut. Postgres has a process for this, which PGlite has not: its log would
 * grow for as long as documents come in, by a gigabyte for a book of fifty million characters.
 */
export class LogLength {
  #written = 0;

  /** Of one statement. */
  add(parameters: readonly unknown[]): void {
    this.#written += sizeOf(parameters);
  }

  /** Whether a checkpoint is due; it is taken for done then. */
  takeDue(): boolean {
    if (this.#written < CHARACTERS_PER_CHECKPOINT) return false;
    this.#written = 0;
    return true;
  }
}

function sizeOf(value: unknown): number {
  if (typeof value === "string" || value instanceof Uint8Array) return value.length;
  return Array.isArray(value) ? value.reduce((sum: number, each) => sum + sizeOf(each), 0) : 0;
}
