import { CsvError } from "csv-parse";
import { parse } from "csv-parse/sync";
import type { DraftBlock, DraftDocument } from "./canonical/draft.ts";
import { hasHeader } from "./canonical/header-row.ts";
import { corrupt } from "./problems.ts";

const DELIMITERS = [",", ";", "\t", "|"];
/** Records that decide on the delimiter and the header. */
const SAMPLE = 50;
/** Lines above a table; more are a list. */
const MOST_ABOVE = 10;

/** One table. @throws FootnoteError file_corrupt */
export function parseCsv(source: string): DraftDocument {
  const text = source.replace(/^\ufeff/, "");
  // Excel writes and obeys this first line.
  const declared = /^sep=(.)\r?\n/.exec(text);
  const body = declared === null ? text : text.slice(declared[0].length);
  try {
    const rows = readRecords(body, declared?.[1] ?? detectDelimiter(body));
    const { above, table } = dividePreamble(rows);
    const blocks: DraftBlock[] = above.map((text) => ({ kind: "paragraph", text }));
    blocks.push({ kind: "table", headerRows: hasHeader(table) ? 1 : 0, rows: table });
    return { title: undefined, blocks };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw corrupt("CSV file", explain(error), error);
  }
}

/** Programs that export a report write its name and date above the table, a line each. */
function dividePreamble(rows: readonly string[][]): { above: string[]; table: string[][] } {
  const said = rows.slice(0, MOST_ABOVE + 1).map((row) => row.filter((cell) => cell.trim() !== ""));
  const first = said.findIndex((cells) => cells.length > 1);
  if (first < 1) return { above: [], table: [...rows] };
  return { above: said.slice(0, first).flat(), table: rows.slice(first) };
}

function readRecords(text: string, delimiter: string, to?: number): string[][] {
  return parse(text, {
    delimiter,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    ...(to === undefined ? {} : { to }),
  });
}

/** The one that divides the first records into the most columns, counting only records of the commonest width. */
function detectDelimiter(text: string): string {
  let best = { delimiter: ",", score: 0 };
  for (const delimiter of DELIMITERS) {
    const score = regularity(text, delimiter);
    if (score > best.score) best = { delimiter, score };
  }
  return best.delimiter;
}

function regularity(text: string, delimiter: string): number {
  try {
    const widths = readRecords(text, delimiter, SAMPLE).map((record) => record.length);
    const counts = Map.groupBy(widths, (width) => width);
    return Math.max(
      0,
      ...[...counts].map(([width, records]) => ((width - 1) * records.length) / widths.length),
    );
  } catch {
    return 0;
  }
}

function explain(error: CsvError): string {
  if (error.code === "CSV_QUOTE_NOT_CLOSED") return "a quotation mark is opened and never closed.";
  return `${error.message}.`;
}
