const BORDER = /^[ \t]*=+(?:[ \t]+=+)+[ \t]*$/;
/** A table of more lines is not looked for: its end is somewhere below. */
const MOST_LINES = 500;

/**
 * reStructuredText's simple tables, whose columns lie below signs of equality, with bars between their cells as other tables have
 * them. A row without a first cell goes on with the one before.
 */
export function barSimpleTables(source: string): string {
  if (!source.split("\n", 1_000_000).some((line) => BORDER.test(line))) return source;
  const lines = source.split("\n");
  const told: string[] = [];
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? "";
    const length = BORDER.test(line) ? lengthOfTable(lines, at) : undefined;
    if (length === undefined) told.push(line);
    else {
      told.push("", ...barred(lines.slice(at, at + length)), "");
      at += length - 1;
    }
  }
  return told.join("\n");
}

/** To the border that a blank line follows. */
function lengthOfTable(lines: readonly string[], from: number): number | undefined {
  for (let at = from + 1; at < lines.length && at < from + MOST_LINES; at++)
    if (BORDER.test(lines[at] ?? "") && (lines[at + 1] ?? "").trim() === "") return at - from + 1;
  return undefined;
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
