const CELL_BORDER = /(?:^|\s)\|(?:\s|$)/u;

/** A line of canonical text as table cells; a single cell where it is no row. */
export function cellsOf(line: string): string[] {
  return line.split(CELL_BORDER).map((cell) => cell.trim());
}

/** Whether every line has cells; a ragged CSV file may have more in some. */
export function isTable(lines: readonly string[]): boolean {
  return lines.every((line) => cellsOf(line).length > 1);
}

/** The canonical text does not say whether a table's first row names its columns; a row with bare figures does not. */
export function isHeaderRow(cells: readonly string[]): boolean {
  const figures = cells.filter((cell) => /\d/u.test(cell) && !/\p{L}/u.test(cell));
  return figures.length === 0 || (cells.length > 2 && figures.every((cell) => /^(?:19|20)\d\d$/u.test(cell)));
}

/** "Grade: G5; Days: 28": a row that can be read without its table. Empty cells are left out. */
export function readableRow(cells: readonly string[], header: readonly string[] | undefined): string {
  return cells
    .map((cell, column) => {
      const name = header?.[column]?.replace(/[:：]$/u, "");
      return cell && name && name !== cell ? `${name}: ${cell}` : cell;
    })
    .filter((part) => part !== "")
    .join("; ");
}
