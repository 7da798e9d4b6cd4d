import { describe, expect, test } from "vitest";
import { buildEpub, buildXlsx, shape } from "../testing/build-office.ts";
import { buildPlainDocx, buildZip } from "../testing/build-zip.ts";
import { outlineOf, parse, refusal } from "../testing/parse.ts";

/** A book whose spine names its one page so many times. */
function repeatingBook(times: number): Uint8Array {
  const page = `<p>${"One page of text. ".repeat(100)}</p>`;
  const spine = '<itemref idref="a"/>'.repeat(times);
  return buildEpub(
    { "a.xhtml": page },
    {
      others: {
        "OPS/book.opf": `<package><manifest><item id="a" href="a.xhtml" media-type="application/xhtml+xml"/></manifest><spine>${spine}</spine></package>`,
      },
    },
  );
}

/** A presentation that shows its one slide so many times. */
function repeatingPresentation(times: number): Uint8Array {
  const shown = '<p:sldId id="256" r:id="rId1"/>'.repeat(times);
  const target = 'Target="slides/slide1.xml"';
  return buildZip({
    "ppt/presentation.xml": `<p:presentation><p:sldIdLst>${shown}</p:sldIdLst></p:presentation>`,
    "ppt/_rels/presentation.xml.rels": `<Relationships><Relationship Id="rId1" Type="x/slide" ${target}/></Relationships>`,
    "ppt/slides/slide1.xml": `<p:sld><p:cSld><p:spTree>${shape("One slide of text. ".repeat(100))}</p:spTree></p:cSld></p:sld>`,
  });
}

const cells = (count: number) => '<c t="s"><v>0</v></c>'.repeat(count);

function repeatingWorkbook(rows: number): Uint8Array {
  return buildXlsx([{ name: "1", xml: `<sheetData>${`<row>${cells(20)}</row>`.repeat(rows)}</sheetData>` }], {
    others: { "xl/sharedStrings.xml": `<sst><si><t>${"One text. ".repeat(200)}</t></si></sst>` },
  });
}

const bytesOf = (text: string) => new TextEncoder().encode(text);

describe("R10: what a file says is bounded by what it weighs, and the reason says what multiplied", () => {
  test.each<[what: string, key: string, () => Uint8Array, says: string]>([
    [
      "a spine that names one page",
      "a.epub",
      () => repeatingBook(1_900),
      "Its 1,900 chapters are one page repeated.",
    ],
    [
      "slides that are one",
      "a.pptx",
      () => repeatingPresentation(900),
      "Its 900 slides are one slide repeated.",
    ],
    ["cells that share a text", "a.xlsx", () => repeatingWorkbook(1_000), "Its cells repeat the same text"],
    [
      "a cell over many rows",
      "a.html",
      () =>
        bytesOf(
          `<table><tr><th>a<th>b<tr><td rowspan=9999>${"One text. ".repeat(400)}<td>1${"<tr><td>1".repeat(2_000)}</table>`,
        ),
      "Something in it is repeated over and over.",
    ],
  ])("%s", async (_what, key, make, says) => {
    const bytes = make();
    const problem = await refusal(key, bytes);
    expect(problem.code).toBe("file_too_large");
    expect(problem.message).toContain(
      `Its ${bytes.length.toLocaleString("en")} bytes would become more than`,
    );
    expect(problem.message).toContain(says);
  });

  test("a few repetitions, and text that only packs well, are read", async () => {
    expect((await parse("a.epub", repeatingBook(3))).text.length).toBeGreaterThan(5_000);
    const paragraphs = "<w:p><w:r><w:t>The same sentence again and again.</w:t></w:r></w:p>".repeat(1_000);
    expect((await parse("a.docx", buildPlainDocx(paragraphs))).blocks).toHaveLength(1_000);
  });

  test("so are the objects that it becomes", async () => {
    const problem = await refusal("a.csv", "a,b,c\n".repeat(40), { maxSpans: 100 });
    expect([problem.code, problem.message]).toEqual([
      "file_too_large",
      "The file is too large to be read. It has more than 100 cells, rows, list items and paragraphs.",
    ]);
    expect((await refusal("a.md", "- a\n".repeat(101), { maxSpans: 100 })).code).toBe("file_too_large");
    expect((await refusal("a.txt", "a\n\n".repeat(101), { maxSpans: 100 })).code).toBe("file_too_large");
  });
});

describe("a table of which hardly a cell says something is a list of what does", () => {
  const survey = (rows: number, header: readonly string[]) =>
    Array.from({ length: rows }, (_, row) =>
      header.map((_, column) => (column === 0 ? String(row) : column === 1 + (row % 149) ? "yes" : "")),
    );
  const header = Array.from({ length: 150 }, (_, column) => `field${column}`);
  const csv = (rows: readonly (readonly string[])[]) => rows.map((row) => row.join(",")).join("\n");

  test("with the names of its columns", async () => {
    const source = csv([header, ...survey(300, header)]);
    const parsed = await parse("a.csv", source);
    expect(outlineOf(parsed)[0]).toMatch(/^ul field0: 0; field1: yes \/ field0: 1; field2: yes \/ /);
    expect(parsed.text.length).toBeLessThan(source.length);
    expect(parsed.blocks).toMatchObject([{ kind: "list", items: { length: 300 } }]);
  });

  test("without names where it has none, in web pages as well", async () => {
    const rows = survey(100, header).map((row) => `<tr>${row.map((cell) => `<td>${cell}`).join("")}`);
    const { text } = await parse("a.html", `<table>${rows.join("")}</table>`);
    expect(text.split("\n").slice(0, 2)).toEqual(["0; yes", "1; yes"]);
  });

  test("a small one stays as its author laid it out", async () => {
    const parsed = await parse("a.csv", csv([header.slice(0, 20), ...survey(10, header.slice(0, 20))]));
    expect(parsed.blocks[0]?.kind).toBe("table");
  });
});

// Without the bounds each takes minutes.
describe("markup without an end is read as it stands", () => {
  test.each([
    ["emphasis", "__a"],
    ["pictures", "!["],
    ["addresses", "http://a.b/("],
    ["braces of templates", "{{ a "],
  ])("%s", async (_what, mark) => {
    const { text } = await parse("a.md", mark.repeat(600_000 / mark.length));
    expect(text.length).toBeGreaterThan(500_000);
  });
});
