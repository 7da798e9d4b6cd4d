import { Document, HeadingLevel, Packer, Paragraph, Table, TableCell, TableRow, TextRun } from "docx";
import fc from "fast-check";
import { buildPdf, type PdfLine } from "./build-pdf.ts";

/** A document as a person would think of it, to be written in every format. */
export type Part =
  | { kind: "heading"; level: number; words: string[] }
  | { kind: "paragraph"; words: string[] }
  | { kind: "list"; items: string[][] }
  | { kind: "table"; rows: string[][] };

const word = fc.stringMatching(/^[a-z]{2,9}$/);
const words = fc.array(word, { minLength: 1, maxLength: 12 });

export const parts: fc.Arbitrary<Part[]> = fc.array(
  fc.oneof(
    fc.record({ kind: fc.constant("heading" as const), level: fc.integer({ min: 1, max: 4 }), words }),
    fc.record({ kind: fc.constant("paragraph" as const), words }),
    fc.record({ kind: fc.constant("list" as const), items: fc.array(words, { minLength: 1, maxLength: 5 }) }),
    fc.record({
      kind: fc.constant("table" as const),
      rows: fc
        .integer({ min: 2, max: 4 })
        .chain((width) =>
          fc.array(fc.array(word, { minLength: width, maxLength: width }), { minLength: 2, maxLength: 5 }),
        ),
    }),
  ),
  { minLength: 1, maxLength: 12 },
);

/** Every word of the document, in reading order. */
export function wordsOf(document: readonly Part[]): string[] {
  return document.flatMap((part) => {
    if (part.kind === "list") return part.items.flat();
    if (part.kind === "table") return part.rows.flat();
    return part.words;
  });
}

export function toMarkdown(document: readonly Part[]): string {
  const blocks = document.map((part) => {
    if (part.kind === "heading") return `${"#".repeat(part.level)} ${part.words.join(" ")}`;
    if (part.kind === "paragraph") return part.words.join(" ");
    // A comment ends a list, or the next one would be part of it.
    if (part.kind === "list")
      return `${part.items.map((item) => `- ${item.join(" ")}`).join("\n")}\n\n<!-- -->`;
    const [header = [], ...rows] = part.rows.map((row) => `| ${row.join(" | ")} |`);
    return [header, `|${" --- |".repeat(part.rows[0]?.length ?? 0)}`, ...rows].join("\n");
  });
  return blocks.join("\n\n");
}

export function toHtml(document: readonly Part[]): string {
  const blocks = document.map((part) => {
    if (part.kind === "heading") return `<h${part.level}>${part.words.join(" ")}</h${part.level}>`;
    if (part.kind === "paragraph") return `<p>${part.words.join(" ")}</p>`;
    if (part.kind === "list")
      return `<ul>${part.items.map((item) => `<li>${item.join(" ")}</li>`).join("")}</ul>`;
    const rows = part.rows.map((row) => `<tr>${row.map((cell) => `<td>${cell}</td>`).join("")}</tr>`);
    return `<table>${rows.join("")}</table>`;
  });
  return `<!doctype html><nav>elsewhere</nav><main>${blocks.join("\n")}</main>`;
}

const HEADINGS = [
  HeadingLevel.HEADING_1,
  HeadingLevel.HEADING_2,
  HeadingLevel.HEADING_3,
  HeadingLevel.HEADING_4,
];

export async function toDocx(document: readonly Part[]): Promise<Uint8Array> {
  const children = document.flatMap((part): (Paragraph | Table)[] => {
    if (part.kind === "heading") {
      const heading = HEADINGS[part.level - 1] ?? HeadingLevel.HEADING_1;
      return [new Paragraph({ text: part.words.join(" "), heading })];
    }
    if (part.kind === "paragraph") {
      return [
        new Paragraph({
          children: part.words.map((it) => new TextRun({ text: `${it} `, bold: it.length > 6 })),
        }),
      ];
    }
    if (part.kind === "list") {
      return part.items.map((item) => new Paragraph({ text: item.join(" "), bullet: { level: 0 } }));
    }
    const rows = part.rows.map(
      (row, index) =>
        new TableRow({
          tableHeader: index === 0,
          children: row.map((cell) => new TableCell({ children: [new Paragraph(cell)] })),
        }),
    );
    return [new Table({ rows }), new Paragraph("")];
  });
  return new Uint8Array(await Packer.toBuffer(new Document({ sections: [{ children }] })));
}

/** As a word processor would set it: large headings, bullets, tables in columns, a new page when one is full. */
export function toPdf(document: readonly Part[]): Promise<Uint8Array> {
  const pages: PdfLine[][] = [[]];
  let y = 100;
  const set = (texts: readonly (readonly [x: number, text: string])[], size: number, gap: number) => {
    y += gap;
    if (y > 700) {
      pages.push([]);
      y = 100;
    }
    for (const [x, text] of texts) pages.at(-1)?.push({ x, y, size, text });
  };
  const setLines = (words: readonly string[], x: number, size: number, gap: number, bullet?: string) => {
    for (const [index, text] of wrap(words, 450 / (0.6 * size)).entries()) {
      if (index > 0) set([[x, text]], size, 1.2 * size);
      else set([...(bullet === undefined ? [] : [[72, bullet] as const]), [x, text]], size, gap);
    }
  };
  for (const part of document) {
    if (part.kind === "heading") setLines(part.words, 72, 24 - 3 * part.level, 40);
    else if (part.kind === "paragraph") setLines(part.words, 72, 10, 24);
    else if (part.kind === "list") {
      for (const [index, item] of part.items.entries()) setLines(item, 84, 10, index === 0 ? 24 : 13, "•");
    } else {
      for (const [index, row] of part.rows.entries()) {
        const cells = row.map((cell, column) => [72 + 110 * column, cell] as const);
        set(cells, 10, index === 0 ? 30 : 18);
      }
    }
  }
  return buildPdf(pages);
}

function wrap(words: readonly string[], width: number): string[] {
  const lines: string[] = [];
  for (const word of words) {
    const last = lines.at(-1);
    if (last === undefined || last.length + 1 + word.length > width) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines;
}
