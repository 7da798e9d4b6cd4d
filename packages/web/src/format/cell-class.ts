/** From so many characters on a cell's words need room beside each other, and from so many a line of text. */
const SOME_WORDS = 16;
const PROSE = 60;

/** How narrow a cell may become in a table that is wider than the page: by how much it holds. */
export function cellClass(characters: number): string | undefined {
  if (characters >= PROSE) return "prose";
  return characters >= SOME_WORDS ? "words" : undefined;
}
