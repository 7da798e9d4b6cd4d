import { Document, HeadingLevel, Packer, Paragraph, Table, TableCell, TableRow, TextRun } from "docx";
import { expect, test } from "vitest";
import { buildWord, paragraph } from "../testing/build-word.ts";
import { buildDocx, buildPlainDocx, buildZip, wordDocument } from "../testing/build-zip.ts";
import { outlineOf, parse, refusal } from "../testing/parse.ts";

const row = (cells: string[], isHeader = false) =>
  new TableRow({
    tableHeader: isHeader,
    children: cells.map((cell) => new TableCell({ children: [new Paragraph(cell)] })),
  });

test("title, headings, lists and tables are read as what they are", async () => {
  const document = new Document({
    title: "Boat rules",
    sections: [
      {
        children: [
          new Paragraph({ text: "Rules for boats", heading: HeadingLevel.TITLE }),
          new Paragraph({ text: "Before leaving", heading: HeadingLevel.HEADING_2 }),
          new Paragraph({
            children: [new TextRun("Fill in the "), new TextRun({ text: "blue sheet", bold: true })],
          }),
          new Paragraph({ text: "fuel", bullet: { level: 0 } }),
          new Paragraph({ text: "spare can", bullet: { level: 1 } }),
          new Table({ rows: [row(["Boat", "Crew"], true), row(["Petrel", "4"])] }),
        ],
      },
    ],
  });
  const parsed = await parse("boats.docx", new Uint8Array(await Packer.toBuffer(document)));
  expect(parsed.title).toBe("Boat rules");
  expect(outlineOf(parsed)).toEqual([
    "h1 Rules for boats",
    "h2 Before leaving",
    "p Fill in the blue sheet",
    "ul fuel / >spare can",
    "table1 Boat | Crew / Petrel | 4",
  ]);
});

test("a document without text, an encrypted one and a damaged one are told apart", async () => {
  expect((await refusal("a.docx", buildPlainDocx("<w:p/>"))).code).toBe("file_without_text");
  const ole = Buffer.concat([
    Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]),
    Buffer.from("EncryptedPackage", "utf16le"),
  ]);
  expect((await refusal("a.docx", ole)).code).toBe("file_encrypted");
  const whole = buildPlainDocx("<w:p><w:r><w:t>Text</w:t></w:r></w:p>");
  expect((await parse("a.docx", whole)).text).toBe("Text");
  expect((await refusal("a.docx", whole.subarray(0, whole.length - 60))).code).toBe("file_corrupt");
  const damaged = whole.map((byte, index) => (index > 60 && index < whole.length - 400 ? byte ^ 0x5a : byte));
  expect((await refusal("a.docx", damaged)).code).toBe("file_corrupt");
  expect((await refusal("a.docx", buildPlainDocx("<w:p><w:r>"))).code).toBe("file_corrupt");
});

test("a zip bomb is refused before it is unpacked, and left alone where nobody reads that part", async () => {
  const text = wordDocument(paragraph("Text"));
  const large = `${text}${" ".repeat(8 * 1024 ** 2)}`;
  const limits = { maxInflatedBytes: 2 * 1024 ** 2 };
  const bomb = buildDocx(large);
  expect(bomb.length).toBeLessThan(20_000);
  const problem = await refusal("a.docx", bomb, limits);
  expect(problem.code).toBe("file_too_large");
  expect(problem.message).toContain("more than 2 MB");
  const half = `<w:styles>${" ".repeat(1.5 * 1024 ** 2)}</w:styles>`;
  const halves = buildWord(paragraph("Text"), { parts: { s: ["styles", half], n: ["numbering", half] } });
  expect((await refusal("a.docx", halves, limits)).code).toBe("file_too_large");
  const picture = buildDocx(text, { "word/media/image1.png": new Uint8Array(8 * 1024 ** 2) });
  expect((await parse("a.docx", picture, limits)).text).toBe("Text");
});

test("documents with macros and templates are read like others, wherever their text lies", async () => {
  for (const key of ["a.docm", "a.dotx", "a.dotm"]) {
    expect(await parse(key, buildPlainDocx(paragraph("Text")))).toMatchObject({
      text: "Text",
      format: "docx",
    });
  }
  const elsewhere = buildZip({
    "_rels/.rels":
      '<Relationships><Relationship Id="r" Type="x/officeDocument" Target="/word/document2.xml"/></Relationships>',
    "word/document2.xml": wordDocument(paragraph("Text")),
  });
  expect((await parse("a.docx", elsewhere)).text).toBe("Text");
});
