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
  expect(parsed.notes).toEqual([{ kind: "hidden_sheets", count: 2, names: ["Choices", "More choices"] }]);
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
    [
      "an empty text that a formula gave",
      '<c r="A1" t="str"><f>A2</f><v></v></c><c r="B1"><v>1</v></c>',
      "1",
    ],
    ["a formula without its result", '<c r="A1"><f>A2+1</f></c>', "=A2+1 (no stored result)"],
    ["and as others write that", '<c r="A1"><f>A2+1</f><v></v></c>', "=A2+1 (no stored result)"],
    ["one that is copied down", '<c r="A1"><f t="shared" si="0"/></c>', "a formula (no stored result)"],
    [
      "where a link in a formula leads",
      '<c r="A1" t="str"><f>HYPERLINK("https://example.org/a","site")</f><v>site</v></c>',
      "site (https://example.org/a)",
    ],
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

describe("names of columns above each other are one header, so that a row reads right alone", () => {
  const table = async (rows: string[][], merged: readonly string[] = []) => {
    const cells = merged.map((ref) => `<mergeCell ref="${ref}"/>`).join("");
    const xml = `${sheetData(rows)}<mergeCells>${cells}</mergeCells>`;
    return outlineOf(await parse("a.xlsx", buildXlsx([{ name: "1", xml }]))).slice(1);
  };
  const years = [
    ["Region", "Rates", "", "Crew"],
    ["", "2025", "2026", ""],
    ["North", "31", "47", "4"],
  ];
  test.each([
    ["by merged cells", ["A1:A2", "B1:C1", "D1:D2"]],
    ["by what stands where", []],
  ])("%s", async (_how, merged) => {
    expect(await table(years, merged)).toEqual([
      "table1 Region | Rates 2025 | Rates 2026 | Crew / North | 31 | 47 | 4",
    ]);
  });

  test("in three rows", async () => {
    const rows = [
      ["Berth", "2025", "", "", ""],
      ["", "Spring", "", "Autumn", ""],
      ["", "Day", "Night", "Day", "Night"],
      ["A1", "1", "2", "3", "4"],
    ];
    expect(await table(rows, ["A1:A3", "B1:E1", "B2:C2", "D2:E2"])).toEqual([
      "table1 Berth | 2025 Spring Day | 2025 Spring Night | 2025 Autumn Day | 2025 Autumn Night / A1 | 1 | 2 | 3 | 4",
    ]);
  });

  test("below a title, with the first column named in the second row", async () => {
    const rows = [
      ["Catch"],
      ["", "Spring", "", "Autumn", ""],
      ["Boat", "cod", "eel", "cod", "eel"],
      ["Petrel", "1", "2", "3", "4"],
    ];
    expect(await table(rows)).toEqual([
      "p Catch",
      "table1 Boat | Spring cod | Spring eel | Autumn cod | Autumn eel / Petrel | 1 | 2 | 3 | 4",
    ]);
  });

  test.each<[string, string[][], readonly string[]]>([
    [
      "a name over two columns of values",
      [
        ["Name", "Score", ""],
        ["Ann", "5", "6"],
        ["Bob", "7", "8"],
      ],
      ["B1:C1"],
    ],
    [
      "a record with a gap",
      [
        ["Name", "", "City"],
        ["Ann", "skipper", "Bonn"],
        ["Bob", "mate", "Ulm"],
      ],
      [],
    ],
    [
      "a record of words below names",
      [
        ["Name", "Contact", ""],
        ["Ann", "phone", "mail"],
        ["Bob", "post", "mail"],
      ],
      ["B1:C1"],
    ],
  ])("but %s is none", async (_what, rows, merged) => {
    expect(await table(rows, merged)).toEqual([expect.stringMatching(/^table\d Name \|[^/]*\/ Ann \|/)]);
  });
});

describe("tables beside each other are read one after the other", () => {
  test("each with what stands above it, whatever their lengths", async () => {
    const rows = [
      ["Crew", "", "", "Boats"],
      ["Name", "Watch", "", "Boat", "Length"],
      ["Ruff", "night", "", "Tern", "12"],
      ["Snipe", "day"],
    ];
    expect(await read(rows)).toEqual([
      "p Crew",
      "table1 Name | Watch / Ruff | night / Snipe | day",
      "p Boats",
      "table1 Boat | Length / Tern | 12",
    ]);
  });

  test("but columns of numbers beyond a free one go on with their table", async () => {
    const rows = [
      ["Item", "2024", "", "2023", "2022"],
      ["Fuel", "7", "", "6", "5"],
      ["Crew", "9", "", "8", "7"],
    ];
    expect(await read(rows)).toEqual([
      "table0 Item | 2024 | 2023 | 2022 / Fuel | 7 | 6 | 5 / Crew | 9 | 8 | 7",
    ]);
    const seasons = [["Item", "Spring", "", "Autumn", "Winter"], ...rows.slice(1)];
    expect(await read(seasons)).toEqual([
      "table1 Item | Spring | Autumn | Winter / Fuel | 7 | 6 | 5 / Crew | 9 | 8 | 7",
    ]);
  });
});

describe("what belongs to a sheet besides its cells", () => {
  const rows = sheetData([
    ["Berth", "Depth"],
    ["A1", "4 m"],
  ]);
  const open = (sheet: Partial<Parameters<typeof buildXlsx>[0][number]>, others = {}) =>
    parse("a.xlsx", buildXlsx([{ name: "1", xml: rows, ...sheet }], { others }));

  test("comments, with their author and the cell; of a thread not the note for older programs", async () => {
    const notes =
      '<comments><authors><author>Ann</author></authors><commentList><comment ref="A2" authorId="0"><text><r><t>Ann:</t></r><r><t> Dredged.</t></r></text></comment><comment ref="B2" authorId="0"><text><t>[Threaded comment]</t></text></comment></commentList></comments>';
    const thread =
      '<ThreadedComments><threadedComment ref="B2" personId="{1}"><text>Really?</text></threadedComment><threadedComment ref="B2" personId="{9}"><text>Yes.</text></threadedComment></ThreadedComments>';
    const persons = { "xl/persons.xml": '<personList><person id="{1}" displayName="Bo"/></personList>' };
    const parts = { c: ["comments", notes], t: ["threadedComment", thread] } as const;
    expect(outlineOf(await open({ parts }, persons)).slice(2)).toEqual([
      "p Comment by Bo on cell B2 (4 m): Really?",
      "p Comment on cell B2 (4 m): Yes.",
      "p Comment by Ann on cell A2 (A1): Dredged.",
    ]);
  });

  test("text boxes, charts, pictures and labels of controls; objects are noted", async () => {
    const chart =
      '<c:chartSpace><c:title><a:p><a:t>Depths</a:t></a:p></c:title><c:plotArea><c:ser><c:tx><c:v>Depth</c:v></c:tx><c:cat><c:pt idx="0"><c:v>A1</c:v></c:pt></c:cat><c:val><c:pt idx="0"><c:v>4</c:v></c:pt></c:val></c:ser></c:plotArea></c:chartSpace>';
    const drawing =
      '<xdr:wsDr><xdr:sp><xdr:txBody><a:p><a:r><a:t>As of May.</a:t></a:r></a:p></xdr:txBody></xdr:sp><xdr:graphicFrame><c:chart r:id="k"/></xdr:graphicFrame><xdr:pic><xdr:cNvPr descr="A map"/></xdr:pic><xdr:pic><a:blip/></xdr:pic></xdr:wsDr>';
    const controls =
      '<xml><v:shape><v:textbox><div>Send</div></v:textbox><x:ClientData ObjectType="Button"/></v:shape><v:shape><v:textbox>note</v:textbox><x:ClientData ObjectType="Note"/></v:shape></xml>';
    const parts = { d: ["drawing", drawing], v: ["vmlDrawing", controls], o: ["oleObject", ""] } as const;
    const others = {
      "xl/_rels/d.xml.rels":
        '<Relationships><Relationship Id="k" Type="x/chart" Target="k.xml"/></Relationships>',
      "xl/k.xml": chart,
    };
    const parsed = await open({ parts }, others);
    expect(outlineOf(parsed).slice(2)).toEqual([
      "p As of May.",
      "p Chart: Depths",
      "p Series: Depth\nCategories: A1",
      "p Picture: A map",
      "p Send",
    ]);
    expect(parsed.notes).toEqual([
      { kind: "pictures", count: 1 },
      { kind: "embedded_objects", count: 1, names: ["xl/o.xml"] },
    ]);
  });

  test("links, with where they lead", async () => {
    const xml = `${rows}<hyperlinks><hyperlink ref="A2" r:id="l"/><hyperlink ref="B2" location="2!A1"/></hyperlinks>`;
    expect(outlineOf(await open({ xml, addresses: { l: "https://example.org/a1" } }))[1]).toBe(
      "table1 Berth | Depth / A1 (https://example.org/a1) | 4 m",
    );
  });

  test("headers and footers of the printed page, without their codes", async () => {
    const xml = `${rows}<headerFooter><oddHeader>&amp;L&amp;"Arial,Bold"&amp;14Form 7 &amp;&amp; 8&amp;R&amp;D</oddHeader><oddFooter>&amp;CPage &amp;P</oddFooter><evenFooter>&amp;P</evenFooter></headerFooter>`;
    expect(outlineOf(await open({ xml })).slice(1, 3)).toEqual(["p Form 7 & 8", "p Page"]);
  });

  test("a formula without a result is noted", async () => {
    const xml = '<sheetData><row r="1"><c r="A1"><f>B1</f></c></row></sheetData>';
    expect((await open({ xml })).notes).toEqual([{ kind: "formulas_without_result", count: 1 }]);
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

test("characters that a cell stores by their codes are read as those", async () => {
  const cell = (place: string, text: string) => `<c r="${place}" t="inlineStr"><is><t>${text}</t></is></c>`;
  const xml = `<sheetData><row r="1">${cell("A1", "Berth_x000D_\nnorth")}${cell("B1", "_x005F_x0041_")}</row></sheetData>`;
  const parsed = await parse("a.xlsx", buildXlsx([{ name: "Plan", xml }]));
  expect(outlineOf(parsed).at(-1)).toBe("table0 Berth north | _x0041_");
});
