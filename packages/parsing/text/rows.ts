const BORDER = /^\s*[+|]?[-=+|:\s]+[+|]?\s*$/;

export function isBarred(line: string): boolean {
  return /^\s*[|+].*[|+]\s*$/.test(line);
}

/** The cells of a table drawn with bars (`| a | b |`), as many kinds of text draw them; undefined for other lines. */
export function readRows(lines: readonly string[]): { rows: string[][]; headerRows: number } | undefined {
  if (lines.length < 2 || !lines.every(isBarred)) return undefined;
  const rows: string[][] = [];
  let headerRows = 0;
  for (const line of lines) {
    const isBorder = BORDER.test(line) && line.includes("-", 1) && !/[^-=+|:\s]/.test(line);
    if (isBorder || /^\s*\+[=+]+\s*$/.test(line)) {
      if (rows.length === 1) headerRows = 1;
      continue;
    }
    const inner = line.trim().replace(/^[|+]/, "").replace(/[|+]$/, "");
    rows.push(inner.split("|").map((cell) => cell.trim()));
  }
  return rows.length === 0 ? undefined : { rows, headerRows };
}

/**
 * The rows of a table between lines of its own, as AsciiDoc and MediaWiki write them: a bar begins a cell, several may
 * stand in a line. A row ends where a line says so (`|-`), at a blank line, or once it is as wide as the first.
 */
export function barredRows(lines: readonly string[]): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  const close = () => {
    if (row.length > 0) rows.push(row);
    row = [];
  };
  for (const line of lines) {
    const text = line.trim();
    if (text === "" || /^\|-+/.test(text)) close();
    else if (!/^(?:\d*\.?\d*[+*]?[<^>]?[a-z]?)?[|!]/.test(text)) {
      // A cell goes on.
      const last = row.length - 1;
      if (last >= 0) row[last] = `${row[last]} ${text}`;
    } else {
      const cells = text.replace(/^[^|!]*[|!]\+?/, "").split(/\s*(?:\|\||!!|(?<=\s)[\d.]*[<^>]?[a-z]?\|)\s*/);
      const width = rows[0]?.length;
      if (width !== undefined && row.length >= width) close();
      row.push(...cells.map((cell) => cell.replace(/^(?:\s*[\w-]+="[^"]*")+\s*\|\s*/, "").trim()));
    }
  }
  close();
  return rows;
}
