import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { DEFAULT_LIMITS, openParser, readLanguages } from "@footnote/parsing";
import { PDFParse } from "pdf-parse";
import { wordRecall } from "./word-recall.ts";

/**
 * Word recall of text recognition: pages of PDFs that have a text layer are drawn at 200 dots an inch, which leaves dots
 * and no text, recognised as a bucket's pictures are, and compared with what the same page's text layer says.
 *
 *     node eval/parsing/scans.ts FOLDER_OR_PDF… [--every 20] [--language eng]
 */
const { values, positionals } = parseArgs({
  options: {
    every: { type: "string", default: "20" },
    language: { type: "string", multiple: true, default: ["eng"] },
  },
  allowPositionals: true,
});
const every = Number(values.every);
const files = positionals.flatMap(pdfsOf);
if (files.length === 0) {
  console.error("Name PDFs with a text layer, or folders that hold some.");
  process.exit(1);
}

const parser = openParser(DEFAULT_LIMITS, { languages: readLanguages(values.language, undefined) });
const recalls: number[] = [];
const seconds: number[] = [];
for (const file of files) {
  const bytes = readFileSync(file);
  const pages = await textOfPages(bytes);
  for (let number = Math.ceil(every / 2); number <= pages.length; number += every) {
    // What the margin cut in two is one word where it was recognised.
    const reference = (pages[number - 1] ?? "").replace(/(\p{L})-\n(\p{Ll})/gu, "$1$2");
    if (reference.length < 200) continue;
    const key = `${file} page ${number}.png`;
    const picture = await drawn(bytes, number);
    const start = performance.now();
    const recognised = await parser.parse({ key, bytes: picture });
    seconds.push((performance.now() - start) / 1_000);
    const recall = wordRecall(reference, recognised.text);
    recalls.push(recall);
    const confidence = recognised.blocks[0]?.recognised ?? 0;
    console.log(
      `${recall.toFixed(3)}  ${confidence} %  ${seconds.at(-1)?.toFixed(1)} s  ${file} page ${number}`,
    );
  }
}
await parser.close();
console.log(
  `${recalls.length} pages: mean word recall ${mean(recalls).toFixed(4)}, least ${Math.min(...recalls).toFixed(3)}, ${mean(seconds).toFixed(1)} s a page`,
);

async function textOfPages(bytes: Uint8Array): Promise<string[]> {
  const pdf = new PDFParse({ data: Uint8Array.from(bytes) });
  try {
    return (await pdf.getText()).pages.map(({ text }) => text);
  } finally {
    await pdf.destroy();
  }
}

async function drawn(bytes: Uint8Array, page: number): Promise<Uint8Array> {
  const pdf = new PDFParse({ data: Uint8Array.from(bytes) });
  try {
    const { pages } = await pdf.getScreenshot({ partial: [page], scale: 200 / 72 });
    const [picture] = pages;
    if (picture === undefined) throw new Error(`Page ${page} could not be drawn.`);
    return picture.data;
  } finally {
    await pdf.destroy();
  }
}

function pdfsOf(path: string): string[] {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path, { recursive: true, encoding: "utf8" })
    .filter((name) => name.toLowerCase().endsWith(".pdf"))
    .map((name) => join(path, name))
    .sort();
}

function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, it) => sum + it, 0) / numbers.length;
}
