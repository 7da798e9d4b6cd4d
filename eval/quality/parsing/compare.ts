import type { ParsedDocument } from "@footnote/contracts";

/** How faithfully a file was read, each from 0 to 1; `cells` null where the reference has no table. */
export interface Fidelity {
  /** Share of the reference's words that the text holds, each as often as there. */
  readonly recall: number;
  /** Share of the reference's neighbouring words that are neighbours in the text. */
  readonly order: number;
  /** Share of the reference's cells that stand in a row with the first cell of their own. */
  readonly cells: number | null;
}

/**
 * Compares a document with reference text: what a person reads in it, in order; a row of a table as `| cell | cell |`.
 * Words are runs of letters and digits, in any case; how they are set apart does not count.
 */
export function compare({ title, text, blocks }: ParsedDocument, reference: string): Fidelity {
  const expected = wordsOf(reference);
  const found = wordsOf(`${title}\n${text}`);
  const rows = blocks.flatMap((block) =>
    block.kind === "table"
      ? block.rows.map((row) => row.cells.map((cell) => normal(text.slice(cell.start, cell.end))))
      : [],
  );
  return {
    recall: shareFound(expected, found),
    order: shareFound(pairsOf(expected), pairsOf(found)),
    cells: cellsFound(reference, rows),
  };
}

function cellsFound(reference: string, rows: readonly (readonly string[])[]): number | null {
  const expected = reference
    .split("\n")
    .filter((line) => /^\|.*\|$/.test(line.trim()))
    .map((line) => line.trim().slice(1, -1).split("|").map(normal));
  const cells = expected.flatMap(([first = "", ...others]) =>
    [first, ...others].map((cell) => ({ first, cell })),
  );
  if (cells.length === 0) return null;
  const inPlace = cells.filter(({ first, cell }) =>
    rows.some((row) => row.includes(first) && row.includes(cell)),
  );
  return inPlace.length / cells.length;
}

function shareFound(expected: readonly string[], found: readonly string[]): number {
  if (expected.length === 0) return 1;
  const left = new Map<string, number>();
  for (const each of found) left.set(each, (left.get(each) ?? 0) + 1);
  let there = 0;
  for (const each of expected) {
    const count = left.get(each) ?? 0;
    if (count === 0) continue;
    left.set(each, count - 1);
    there++;
  }
  return there / expected.length;
}

function pairsOf(words: readonly string[]): string[] {
  return words.slice(1).map((word, index) => `${words[index]} ${word}`);
}

function wordsOf(text: string): string[] {
  return (
    text
      .normalize("NFKC")
      .toLowerCase()
      .match(/[\p{L}\p{N}\p{M}]+/gu) ?? []
  );
}

function normal(text: string): string {
  return wordsOf(text).join(" ");
}
