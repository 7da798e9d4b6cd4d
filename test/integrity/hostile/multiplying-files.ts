import { buildEpub, buildXlsx } from "../../../packages/parsing/testing/build-office.ts";

/** Small files that would become large, ordinary ones that are large or slow, by key. All made here, none random. */
export function multiplyingFiles(): Record<string, Uint8Array> {
  return {
    "fields.json": bytesOf(JSON.stringify(Array.from({ length: 3_000 }, (_, at) => ({ [`k${at}`]: 1 })))),
    "survey.csv": bytesOf(survey(20_000, 150)),
    "one row.csv": bytesOf(`a${",b".repeat(600_000)}\nc\n`),
    "one page.epub": bookOfOnePage(1_900),
    "one text.xlsx": workbookOfOneText(),
    "spanning.html": bytesOf(spanningTable()),
    "sections.md": bytesOf(`# ${"A long heading. ".repeat(6_000)}\n\n${"## a\n\nb\n\n".repeat(50_000)}`),
    "emphasis.md": bytesOf("__a".repeat(40_000)),
    "braces.md": bytesOf("{{ a ".repeat(40_000)),
    "Chinese.txt": bytesOf(chinese(2_000_000)),
    "words.txt": bytesOf(words(8_000_000)),
    ...Object.fromEntries([1, 2, 3, 4].map((number) => [`forms ${number}.pdf`, nestedForms(30, 4, number)])),
  };
}

const bytesOf = (text: string) => new TextEncoder().encode(text);

/** A page that a spine of a few hundred bytes names so many times. */
export function bookOfOnePage(times: number): Uint8Array {
  const spine = '<itemref idref="a"/>'.repeat(times);
  const manifest = '<item id="a" href="a.xhtml" media-type="application/xhtml+xml"/>';
  return buildEpub(
    { "a.xhtml": `<p>${"The same page again. ".repeat(1_200)}</p>` },
    {
      others: {
        "OPS/book.opf": `<package><manifest>${manifest}</manifest><spine>${spine}</spine></package>`,
      },
    },
  );
}

/** A text of 2,000 characters in 100,000 cells. */
export function workbookOfOneText(): Uint8Array {
  const row = `<row>${'<c t="s"><v>0</v></c>'.repeat(100)}</row>`;
  return buildXlsx([{ name: "1", xml: `<sheetData>${row.repeat(1_000)}</sheetData>` }], {
    others: { "xl/sharedStrings.xml": `<sst><si><t>${"The same text. ".repeat(130)}</t></si></sst>` },
  });
}

/** A cell of 10,000 characters over 20,000 rows. */
export function spanningTable(): string {
  const wide = `<td rowspan=65534>${"The same cell. ".repeat(700)}`;
  return `<table><tr><th>a<th>b<tr>${wide}<td>1${"<tr><td>1".repeat(20_000)}</table>`;
}

/** An ordinary export: a row of so many columns for each answer, of which it fills two. */
export function survey(rows: number, columns: number): string {
  const header = Array.from({ length: columns }, (_, column) => `field${column}`).join(",");
  const lines = Array.from({ length: rows }, (_, row) => {
    const cells = Array.from({ length: columns }, () => "");
    cells[0] = String(row);
    cells[1 + (row % (columns - 1))] = "yes";
    return cells.join(",");
  });
  return [header, ...lines].join("\n");
}

/** Text without a space or a line break. */
export function chinese(characters: number): string {
  return Array.from({ length: characters }, (_, at) =>
    String.fromCharCode(0x4e00 + ((at * 7_919) % 20_000)),
  ).join("");
}

/** Paragraphs of 80 words without a heading, so that all of it is one section. */
export function words(characters: number): string {
  const paragraphs: string[] = [];
  let state = 1;
  const word = () => {
    state = (state * 48_271) % 2_147_483_647;
    return (state % 5_000).toString(36).padStart(3, "a");
  };
  for (let length = 0; length < characters; length += (paragraphs.at(-1)?.length ?? 0) + 2)
    paragraphs.push(`${Array.from({ length: 80 }, word).join(" ")}.`);
  return paragraphs.join("\n\n");
}

/** Forms that each show the next one several times: four to the power of thirty pieces of text, in seven kilobytes. */
export function nestedForms(depth: number, times: number, seed: number): Uint8Array {
  const objects = [
    "<< /Type /Catalog /Pages 2 0 R >>",
    "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R /Resources << /XObject << /F 6 0 R >> /Font << /T 5 0 R >> >> >>",
    streamOf("", "/F Do "),
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
  ];
  for (let level = 0; level < depth; level++) {
    const isLast = level === depth - 1;
    const inner = isLast ? "" : `/XObject << /F ${7 + level} 0 R >>`;
    const shows = isLast ? "BT /T 10 Tf 50 50 Td (text) Tj ET" : "/F Do ".repeat(times);
    const form = `/Type /XObject /Subtype /Form /BBox [0 0 600 800] /Resources << ${inner} /Font << /T 5 0 R >> >>`;
    objects.push(streamOf(form, shows));
  }
  let pdf = "%PDF-1.4\n";
  const offsets = objects.map((object, index) => {
    const offset = pdf.length;
    pdf += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const entries = offsets.map((offset) => `${String(offset).padStart(10, "0")} 00000 n \n`).join("");
  const size = objects.length + 1;
  const end = `trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${pdf.length}\n%%EOF\n% ${seed}\n`;
  return bytesOf(`${pdf}xref\n0 ${size}\n0000000000 65535 f \n${entries}${end}`);
}

function streamOf(entries: string, content: string): string {
  return `<< ${entries} /Length ${content.length} >>\nstream\n${content}\nendstream`;
}
