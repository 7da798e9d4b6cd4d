import { deflatedBomb } from "../../../packages/parsing/testing/build-bomb.ts";
import { buildEpub, buildXlsx, sheetData } from "../../../packages/parsing/testing/build-office.ts";
import {
  buildDocx,
  buildRawZip,
  buildZip,
  type RawEntry,
  wordDocument,
} from "../../../packages/parsing/testing/build-zip.ts";

const TEXT = wordDocument("<w:p><w:r><w:t>Text</w:t></w:r></w:p>");

const entry = (name: string, content: string): RawEntry => ({
  name,
  method: 0,
  content: Buffer.from(content),
});

/** A workbook whose only sheet is what inflates. */
const WORKBOOK = [
  entry("xl/workbook.xml", '<workbook><sheets><sheet name="1" r:id="a"/></sheets></workbook>'),
  entry(
    "xl/_rels/workbook.xml.rels",
    '<Relationships><Relationship Id="a" Type="x/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
  ),
];

/** 4 GB of blanks in 4 MB. */
export function zipBomb(name: string): Uint8Array {
  return buildRawZip([...WORKBOOK, { name, method: 8, content: deflatedBomb(4_096) }]);
}

export function docxBomb(megabytes = 4_096): Uint8Array {
  return buildRawZip([{ name: "word/document.xml", method: 8, content: deflatedBomb(megabytes) }]);
}

/** A bomb in a part that nobody reads. */
export function docxWithBomb(): Uint8Array {
  return buildRawZip([
    entry("word/document.xml", TEXT),
    { name: "word/media/image1.png", method: 8, content: deflatedBomb(4_096) },
  ]);
}

/** 5,000 headers that are all the same 16 MB: each within every limit, together 80 GB. */
export function overlappingBomb(): Uint8Array {
  const bomb: RawEntry = { name: "word/h0.xml", method: 8, content: deflatedBomb(16) };
  const ids = Array.from({ length: 5_000 }, (_, index) => `h${index}`);
  const again = ids.slice(1).map(
    (id): RawEntry => ({
      ...bomb,
      name: `word/${id}.xml`,
      overlap: { headerAt: 0, compressedSize: bomb.content.length },
    }),
  );
  const targets = ids.map((id) => `<Relationship Id="${id}" Type="x/header" Target="${id}.xml"/>`);
  const sections = ids.map((id) => `<w:sectPr><w:headerReference r:id="${id}"/></w:sectPr>`);
  const section = (xml: string) => `<w:p><w:pPr>${xml}</w:pPr></w:p>`;
  return buildRawZip([
    bomb,
    entry("word/document.xml", wordDocument(sections.map(section).join(""))),
    entry("word/_rels/document.xml.rels", `<Relationships>${targets.join("")}</Relationships>`),
    ...again,
  ]);
}

/** Sixteen zips in each of sixteen zips, five deep, with a bomb in each: 42.zip, in a document. */
export function nestedZips(): Uint8Array {
  let inner = buildRawZip([{ name: "0", method: 8, content: deflatedBomb(4_096) }]);
  for (let depth = 0; depth < 5; depth++) {
    inner = buildZip(Object.fromEntries(Array.from({ length: 16 }, (_, index) => [`${index}.zip`, inner])));
  }
  return inner;
}

export function docxWithZips(): Uint8Array {
  return buildDocx(TEXT, { "word/embeddings/nested.zip": nestedZips() });
}

/** A million rows in rows: quadratic work and hardly any memory, so some ten minutes of it. */
export function endlessSheet(): Uint8Array {
  return buildXlsx([{ name: "1", xml: "<row>".repeat(1_000_000) }]);
}

export function manyFiles(): Uint8Array {
  const names = Array.from({ length: 60_000 }, (_, index) => entry(`a/${index}`, ""));
  return buildRawZip([...WORKBOOK, ...names]);
}

/** One text of 30,000 characters that 200,000 cells show: six billion characters in a megabyte. */
export function sharedStringBomb(): Uint8Array {
  const row = `<row>${'<c t="s"><v>0</v></c>'.repeat(200)}</row>`;
  return buildXlsx([{ name: "1", xml: `<sheetData>${row.repeat(1_000)}</sheetData>` }], {
    others: { "xl/sharedStrings.xml": `<sst><si><t>${"x".repeat(30_000)}</t></si></sst>` },
  });
}

/** Two cells in each of 16,000 rows, one of them a column further than in the row above: 130 million cells. */
export function sparseSheet(): Uint8Array {
  const columnName = (column: number): string =>
    column < 26
      ? String.fromCharCode(65 + column)
      : columnName(Math.floor(column / 26) - 1) + String.fromCharCode(65 + (column % 26));
  const rows = Array.from(
    { length: 16_000 },
    (_, index) => `<row><c><v>1</v></c><c r="${columnName(index + 1)}${index + 1}"><v>2</v></c></row>`,
  );
  return buildXlsx([{ name: "1", xml: `<sheetData>${rows.join("")}</sheetData>` }]);
}

/** A book whose spine names one page of a megabyte a hundred thousand times. */
export function endlessBook(): Uint8Array {
  const pages = { "a.xhtml": `<p>${"Text ".repeat(200_000)}</p>` };
  const spine = '<itemref idref="a"/>'.repeat(100_000);
  return buildEpub(pages, {
    others: {
      "OPS/book.opf": `<package><item id="a" href="a.xhtml" media-type="text/html"/><spine>${spine}</spine></package>`,
    },
  });
}

export function encryptedZip(): Uint8Array {
  return buildRawZip([...WORKBOOK.map((it) => ({ ...it, isEncrypted: true }))]);
}

export function fineXlsx(): Uint8Array {
  return buildXlsx([
    {
      name: "1",
      xml: sheetData([
        ["Boat", "Crew"],
        ["Petrel", "4"],
      ]),
    },
  ]);
}
