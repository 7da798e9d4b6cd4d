const BORDER = /^[ \t]*=+(?:[ \t]+=+)+[ \t]*$/;
/** A table of more lines is not looked for: its end is somewhere below. */
const MOST_LINES = 500;

/**
 * reStructuredText's simple tables, whose columns lie below signs of equality, with bars between their cells as other tables have
 * them. A row without a first cell goes on with the one before.
 */
export function barSimpleTables(source: string): string {
  const lines = source.split("\n");
  if (!lines.some((line) => BORDER.test(line))) return source;
  const told: string[] = [];
  let end = 0;
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? "";
    const isBorder = BORDER.test(line);
    // The same for all borders before it, so that each line is looked at once.
    if (isBorder && end <= at) end = endAfter(lines, at);
    if (!isBorder || end - at >= MOST_LINES) told.push(line);
    else {
      told.push("", ...barred(lines.slice(at, end + 1)), "");
      at = end;
    }
  }
  return told.join("\n");
}

/** The next border that a blank line follows; beyond all lines where there is none. */
function endAfter(lines: readonly string[], from: number): number {
  for (let at = from + 1; at < lines.length; at++)
    if (BORDER.test(lines[at] ?? "") && (lines[at + 1] ?? "").trim() === "") return at;
  return Number.POSITIVE_INFINITY;
}

function barred(lines: readonly string[]): string[] {
  const starts = [...(lines[0] ?? "").matchAll(/=+/g)].map(({ index }) => index);
  const rows: string[][] = [];
  let header = 0;
  for (const line of lines.slice(1, -1)) {
    if (BORDER.test(line)) header = rows.length;
    else if (line.trim() !== "" && !/^[ \t-]+$/.test(line)) {
      const cells = starts.map((start, index) =>
        line
          .slice(start, starts[index + 1])
          .trim()
          .replaceAll("|", "¦"),
      );
      const last = rows.at(-1);
      if (cells[0] !== "" || last === undefined || rows.length === header) rows.push(cells);
      else for (const [index, cell] of cells.entries()) last[index] = `${last[index]} ${cell}`.trim();
    }
  }
  const border = `+${starts.map(() => "===").join("+")}+`;
  return rows.flatMap((cells, index) => [
    ...(index === header && header > 0 ? [border] : []),
    `| ${cells.join(" | ")} |`,
  ]);
}
