import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative } from "node:path";
import { parseArgs } from "node:util";
import { DEFAULT_LIMITS, parseFile } from "@footnote/parsing";
import { PDFParse } from "pdf-parse";

/**
 * Pages per second of Footnote's PDF parser (headings, tables, spans, page numbers) beside plain text extraction
 * by pdf-parse, on the same files, in the same process, taking turns.
 *
 *     node eval/speed/pdf.ts [FOLDER] [--json]
 */
const DEFAULT_FOLDER = join(import.meta.dirname, "..", "..", "..", "shared", "corpora");
/** The first turn only warms both up. */
const TURNS = 7;

const { values, positionals } = parseArgs({
  options: { json: { type: "boolean", default: false } },
  allowPositionals: true,
});
const folder = positionals[0] ?? DEFAULT_FOLDER;
const files = pdfFiles(folder);
if (files.length === 0) {
  console.error(`There are no PDFs to measure on in ${folder}. Name a folder that holds some.`);
  process.exit(1);
}

const parsers = { footnote: parseWithFootnote, pdfParse: parseWithPdfParse };
const seconds = { footnote: [] as number[], pdfParse: [] as number[] };
let pages = 0;
for (let turn = 0; turn <= TURNS; turn++) {
  const took = { footnote: 0, pdfParse: 0 };
  pages = 0;
  for (const [index, file] of files.entries()) {
    const bytes = readFileSync(file);
    // Whoever comes second finds warm caches, so they take turns at that, too.
    const order =
      (turn + index) % 2 === 0 ? (["footnote", "pdfParse"] as const) : (["pdfParse", "footnote"] as const);
    for (const name of order) {
      const start = performance.now();
      const count = await parsers[name](file, bytes);
      took[name] += (performance.now() - start) / 1_000;
      if (name === "footnote") pages += count;
    }
  }
  if (turn === 0) continue;
  seconds.footnote.push(took.footnote);
  seconds.pdfParse.push(took.pdfParse);
}

const result = {
  files: files.length,
  pages,
  turns: TURNS,
  footnotePagesPerSecond: pages / median(seconds.footnote),
  pdfParsePagesPerSecond: pages / median(seconds.pdfParse),
  ratio: median(seconds.footnote.map((took, turn) => (seconds.pdfParse[turn] ?? Number.NaN) / took)),
};
if (values.json) console.log(JSON.stringify(result));
else {
  console.log(`${result.files} PDFs, ${result.pages} pages, median of ${result.turns} turns`);
  console.log(
    `footnote    ${result.footnotePagesPerSecond.toFixed(1)} pages/s (blocks, headings, tables, spans)`,
  );
  console.log(`pdf-parse   ${result.pdfParsePagesPerSecond.toFixed(1)} pages/s (text)`);
  console.log(`ratio       ${result.ratio.toFixed(2)}`);
}

async function parseWithFootnote(file: string, bytes: Buffer): Promise<number> {
  const document = await parseFile({ key: relative(folder, file), bytes }, DEFAULT_LIMITS);
  return document.pages ?? 0;
}

async function parseWithPdfParse(_file: string, bytes: Buffer): Promise<number> {
  const parser = new PDFParse({ data: Uint8Array.from(bytes) });
  try {
    return (await parser.getText()).total;
  } finally {
    await parser.destroy();
  }
}

function pdfFiles(root: string): string[] {
  if (!statSync(root, { throwIfNoEntry: false })?.isDirectory()) return [];
  return readdirSync(root, { recursive: true, encoding: "utf8" })
    .filter((name) => name.toLowerCase().endsWith(".pdf"))
    .map((name) => join(root, name))
    .sort();
}

function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
