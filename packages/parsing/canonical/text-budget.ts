import type { FileLimits } from "../limits.ts";
import { tooMuchText } from "../problems.ts";
import type { DraftBlock } from "./draft.ts";

/** Counts a file's text while it is made, so that what repeats itself is refused before it fills the memory. */
export class TextBudget {
  readonly #limits: FileLimits;
  readonly #repeated: string | undefined;
  #left: number;

  /** @param repeated as for `tooMuchText` */
  constructor(limits: FileLimits, repeated?: string) {
    this.#limits = limits;
    this.#repeated = repeated;
    this.#left = limits.maxCharacters;
  }

  /** @throws FootnoteError file_too_large */
  spend(characters: number): void {
    this.#left -= characters;
    if (this.#left < 0) throw tooMuchText(this.#limits, this.#repeated);
  }

  /** The blocks themselves, to be passed on. @throws FootnoteError file_too_large */
  spendOn(blocks: DraftBlock[]): DraftBlock[] {
    for (const block of blocks) this.spend(charactersOf(block));
    return blocks;
  }
}

/** Characters that the block takes at most: cleaning only takes some away. */
export function charactersOf(block: DraftBlock): number {
  if (block.kind === "list") return block.items.reduce((sum, { text }) => sum + text.length + 1, 0);
  if (block.kind !== "table") return block.text.length;
  // What sets cells apart counts too: three characters each, see assemble.ts.
  return block.rows.reduce((sum, row) => row.reduce((inRow, cell) => inRow + cell.length + 3, sum), 0);
}

/** "Its 1,900 chapters are one page repeated."; undefined where each is there once. */
export function repetitionOf(parts: readonly string[], whole: string, part: string): string | undefined {
  const distinct = new Set(parts).size;
  if (distinct === parts.length) return undefined;
  const few = distinct === 1 ? `one ${part}` : `${distinct.toLocaleString("en")} ${part}s`;
  return `Its ${parts.length.toLocaleString("en")} ${whole} are ${few} repeated.`;
}
