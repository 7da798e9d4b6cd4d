import { describe, expect, test } from "vitest";
import { buildXlsx, sheetData } from "../testing/build-office.ts";
import { buildZip } from "../testing/build-zip.ts";
import { outlineOf, parse, refusal } from "../testing/parse.ts";

const read = async (rows: string[][]) =>
  outlineOf(await parse("a.xlsx", buildXlsx([{ name: "Plan", xml: sheetData(rows) }]))).slice(1);

test("a sheet that can be seen is a heading and its table; the title is the file's name where it has none", async () => {
  const parsed = await parse(
    "figures/Boats 2024.xlsx",
    buildXlsx([
      {
        name: "Fleet & crew",
        xml: sheetData([
          ["Boat", "Crew"],
          ["Petrel", "four"],
        ]),
      },
      { name: "Choices", xml: sheetData([["secret"]]), state: "hidden" },
      { name: "More choices", xml: sheetData([["secret"]]), state: "veryHidden" },
      { name: "Empty", xml: "<sheetData/>" },
      { name: "Notes", xml: sheetData([["Ask Ann."]]) },
    ]),
  );
  expect(parsed.title).toBe("Boats 2024.xlsx");
  expect(outlineOf(parsed)).toEqual([
    "h1 Fleet & crew",
    "table1 Boat | Crew / Petrel | four",
    "h1 Notes",
    "p Ask Ann.",
  ]);
  const titled = buildXlsx([{ name: "1", xml: sheetData([["a"]]) }], {
    others: { "docProps/core.xml": "<cp:coreProperties><dc:title>Fleet</dc:title></cp:coreProperties>" },
  });
  expect((await parse("a.xlsx", titled)).title).toBe("Fleet");
});

describe("a cell says what a person sees in it", () => {
  const styles = `<styleSheet><numFmts><numFmt numFmtId="164" formatCode="#,##0.00 &quot;EUR&quot;"/><numFmt numFmtId="165" formatCode="dd.mm.yyyy"/><numFmt numFmtId="166" formatCode="no [ pattern"/></numFmts><cellStyleXfs><xf numFmtId="9"/></cellStyleXfs><cellXfs><xf/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="9"/><xf numFmtId="20"/><xf numFmtId="22"/><xf numFmtId="166"/><xf numFmtId="49"/></cellXfs></styleSheet>`;
  const strings =
    "<sst><si><t>shared</t></si><si><r><t>rich </t></r><r><t>text</t></r><rPh><t>hint</t></rPh></si></sst>";
  const shows = async (cell: string, properties = "") => {
    const xml = `<sheetData><row r="1">${cell}</row></sheetData>`;
    const others = { "xl/styles.xml": styles, "xl/sharedStrings.xml": strings };
    const { text } = await parse("a.xlsx", buildXlsx([{ name: "1", xml }], { properties, others }));
    return text.slice("1\n\n".length);
  };
  test.each([
    ["a shared string", '<c r="A1" t="s"><v>0</v></c>', "shared"],
    ["runs, without hints on pronunciation", '<c r="A1" t="s"><v>1</v></c>', "rich text"],
    ["text of its own", '<c r="A1" t="inlineStr"><is><r><t>in</t></r><r><t>line</t></r></is></c>', "inline"],
    ["a number as typed", '<c r="A1"><v>0.30000000000000004</v></c>', "0.3"],
    ["a long number in full", '<c r="A1"><v>123456789012345</v></c>', "123456789012345"],
    ["a date, which no two countries read differently", '<c r="A1" s="1"><v>45415</v></c>', "2024-05-03"],
    ["a date in a format of its own", '<c r="A1" s="3"><v>45415</v></c>', "03.05.2024"],
    ["a date with its time", '<c r="A1" s="6"><v>45415.5</v></c>', "2024-05-03 12:00"],
    ["a time", '<c r="A1" s="5"><v>0.75</v></c>', "18:00"],
    ["money", '<c r="A1" s="2"><v>1234.5</v></c>', "1,234.50 EUR"],
    ["a share", '<c r="A1" s="4"><v>0.256</v></c>', "26%"],
    ["a number formatted as text", '<c r="A1" s="8"><v>7</v></c>', "7"],
    ["a number whose format is broken", '<c r="A1" s="7"><v>7</v></c>', "7"],
    ["of a formula its last result", '<c r="A1"><f>SUM(B1:B9)</f><v>12</v></c>', "12"],
    ["text that a formula gave", '<c r="A1" t="str"><f>A2&amp;A3</f><v>both</v></c>', "both"],
    ["yes and no", '<c r="A1" t="b"><v>1</v></c>', "TRUE"],
    ["an error", '<c r="A1" t="e"><v>#DIV/0!</v></c>', "#DIV/0!"],
  ])("%s", async (_what, cell, said) => {
    expect(await shows(cell)).toBe(said);
  });

  test("a date of a workbook that counts from 1904", async () => {
    const from1904 = '<workbookPr date1904="1"/>';
    expect(await shows('<c r="A1" s="1"><v>43953</v></c>', from1904)).toBe("2024-05-03");
    expect(await shows('<c r="A1" s="2"><v>1234.5</v></c>', from1904)).toBe("1,234.50 EUR");
  });
});

describe("tables are found where a person sees them", () => {
  test("with a title above, and columns that are not in use left out", async () => {
    expect(await read([["Boats"], ["Name", "", "Crew"], ["Petrel", "", "4"]])).toEqual([
      "p Boats",
      "table1 Name | Crew / Petrel | 4",
    ]);
  });

  test("one below the other, divided by a blank row", async () => {
    const rows = [["Boat", "Crew"], ["Petrel", "4"], [], ["Car", "Seats"], ["Van", "9"], [], ["As of May."]];
    expect(await read(rows)).toEqual([
      "table1 Boat | Crew / Petrel | 4",
      "table1 Car | Seats / Van | 9",
      "p As of May.",
    ]);
  });

  test("and rows after a blank one that name no columns go on with the table", async () => {
    expect(await read([["Boat", "Crew"], ["Petrel", "4"], [], ["Tern", "6"]])).toEqual([
      "table1 Boat | Crew / Petrel | 4 / Tern | 6",
    ]);
  });

  test("a cell merged over rows is said in each of them", async () => {
    const rows = [
      ["Area", "Person"],
      ["North", "Ann"],
      ["", "Bob"],
      ["South", "Cy"],
    ];
    const xml = `${sheetData(rows)}<mergeCells><mergeCell ref="A2:A3"/></mergeCells>`;
    const parsed = await parse("a.xlsx", buildXlsx([{ name: "1", xml }]));
    expect(outlineOf(parsed)[1]).toBe("table1 Area | Person / North | Ann / North | Bob / South | Cy");
  });

  test("cells that do not say where they are follow each other", async () => {
    const xml =
      '<sheetData><row><c t="str"><v>a</v></c><c t="str"><v>b</v></c></row><row><c><v>1</v></c><c><v>2</v></c></row></sheetData>';
    const parsed = await parse("a.xlsx", buildXlsx([{ name: "1", xml }]));
    expect(outlineOf(parsed)[1]).toBe("table1 a | b / 1 | 2");
  });
});

test("a few cells far apart do not become a table of millions", async () => {
  const cells = Array.from({ length: 3_000 }, (_, index) => {
    const letters = String.fromCharCode(
      65 + Math.floor(index / 676),
      65 + (Math.floor(index / 26) % 26),
      65 + (index % 26),
    );
    return `<row r="${index + 1}"><c r="A${index + 1}"><v>1</v></c><c r="${letters}${index + 1}"><v>2</v></c></row>`;
  });
  const sparse = buildXlsx([{ name: "1", xml: `<sheetData>${cells.join("")}</sheetData>` }]);
  expect((await refusal("a.xlsx", sparse, { maxCharacters: 1_000_000 })).code).toBe("file_too_large");
});

test("a workbook without its parts is damaged, one without text says so", async () => {
  expect((await refusal("a.xlsx", buildXlsx([{ name: "1", xml: "" }]))).code).toBe("file_without_text");
  const gone = buildZip({
    "xl/workbook.xml": '<workbook><sheets><sheet name="1" r:id="r"/></sheets></workbook>',
  });
  expect((await refusal("a.xlsx", gone)).code).toBe("file_corrupt");
});
