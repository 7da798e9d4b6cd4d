import { degrees, PDFDocument } from "pdf-lib";
import { describe, expect, test } from "vitest";
import { buildEncryptedPdf, buildPdf, type PdfLine } from "../testing/build-pdf.ts";
import { expectCanonical } from "../testing/expect-canonical.ts";
import { outlineOf, parse, refusal } from "../testing/parse.ts";

const at = (x: number, y: number, text: string, size = 10): PdfLine => ({ x, y, size, text });
/** Lines one below the other. */
const lines = (x: number, y: number, texts: string[], size = 10) =>
  texts.map((text, index) => at(x, y + index * 1.2 * size, text, size));
const outline = async (...pages: PdfLine[][]) => outlineOf(await parse("a.pdf", await buildPdf(pages)));

const PROSE = [
  "The station lies on the north side of the harbour and has been there since the",
  "lighthouse was built. Whoever works in the wet lab after dark signs the sheet at the",
  "door, and signs it again when leaving.",
];

describe("paragraphs", () => {
  test("are put together from their lines and divided at gaps", async () => {
    expect(await outline([...lines(72, 100, PROSE), ...lines(72, 150, ["A new paragraph."])])).toEqual([
      `p ${PROSE.join(" ")}`,
      "p A new paragraph.",
    ]);
  });

  test("get back the words that the margin cut, and keep hyphens that belong", async () => {
    expect(
      await outline([
        ...lines(72, 100, [
          "All measurements of the year are in the harbour office; every meas-",
          "urement has a well-",
        ]),
        ...lines(72, 124, [
          "known place. A well-known rule: every measurement counts, the no-go list and NIST 800-",
          "63 too.",
        ]),
      ]),
    ).toEqual([
      "p All measurements of the year are in the harbour office; every measurement has a well-known place. A well-known rule: every measurement counts, the no-go list and NIST 800-63 too.",
    ]);
  });

  test("keep raised figures in their place", async () => {
    const [said = ""] = await outline([
      at(145, 96, "2", 6),
      at(72, 100, "an area of 10 m"),
      at(152, 100, "is enough"),
    ]);
    expect(said.replace(/\s/g, "")).toBe("panareaof10m2isenough");
  });

  test("that a page break cuts are one, and know the page on which they begin", async () => {
    const parsed = await parse(
      "a.pdf",
      await buildPdf([
        lines(72, 660, PROSE.slice(0, 2)),
        [...lines(72, 100, PROSE.slice(2)), at(72, 150, "Next.")],
      ]),
    );
    expect(outlineOf(parsed)).toEqual([`p ${PROSE.join(" ")}`, "p Next."]);
    expect(parsed.blocks.map((block) => block.page)).toEqual([1, 2]);
    expect(parsed.pages).toBe(2);
  });
});

describe("headings", () => {
  test("are told by their size, and their levels by how sizes compare", async () => {
    expect(
      await outline([
        at(72, 80, "Handbook", 20),
        ...lines(72, 120, PROSE),
        at(72, 190, "Leave", 14),
        ...lines(72, 215, PROSE),
      ]),
    ).toEqual(["h1 Handbook", `p ${PROSE.join(" ")}`, "h2 Leave", `p ${PROSE.join(" ")}`]);
  });

  test("are told by the outline where there is one", async () => {
    const pdf = await buildPdf([[at(72, 100, "1 Sick leave"), ...lines(72, 130, PROSE)]], {
      title: "Handbook",
      outline: [{ title: "1  Sick Leave", page: 0 }],
    });
    const parsed = await parse("a.pdf", pdf);
    expect(outlineOf(parsed)).toEqual(["h1 1 Sick leave", `p ${PROSE.join(" ")}`]);
    expect(parsed.title).toBe("Handbook");
  });

  test("in bold at the body's size stand above what they head; a bold line above nothing is a paragraph", async () => {
    const bold = (y: number, text: string) => ({ ...at(72, y, text), isBold: true });
    expect(
      await outline([bold(100, "Opening hours"), ...lines(72, 125, PROSE), bold(190, "Call 555 0100")]),
    ).toEqual(["h1 Opening hours", `p ${PROSE.join(" ")}`, "p Call 555 0100"]);
  });
});

describe("what is on the page but not of the document", () => {
  test("running headers, footers and page numbers are left out, body lines that repeat are not", async () => {
    const pages = [1, 2, 3, 4].map((number) => [
      at(72, 40, "Handbook of the station"),
      at(480, 40, "May 2026"),
      ...lines(72, 300, ["The same line on every page.", `But this is number ${number}.`]),
      at(300, 760, `- ${number} -`),
    ]);
    const parsed = await outline(...pages);
    expect(parsed.join(" ")).not.toMatch(/Handbook|May|- \d -/);
    expect(parsed.join(" ").match(/The same line on every page/g)).toHaveLength(4);
  });

  test("a list of contents is left out", async () => {
    const entries = ["Leave", "Travel", "Pay", "Safety"].map(
      (name, index) => `${name} ${".".repeat(60)} ${index + 1}`,
    );
    expect(
      await outline(
        [at(72, 100, "Contents", 14), ...lines(72, 130, entries)],
        [at(72, 100, "Leave", 14), ...lines(72, 130, PROSE)],
      ),
    ).toEqual(["h1 Leave", `p ${PROSE.join(" ")}`]);
  });

  test("a price list is not taken for contents", async () => {
    const parsed = await outline(
      lines(72, 130, ["Tea ........... 2.50", "Coffee ........ 3.10", "Cake .......... 4.00"]),
    );
    expect(parsed.join(" ")).toContain("3.10");
  });
});

describe("lists and tables", () => {
  test("items keep their depth and their further lines, whatever order the page draws them in", async () => {
    const parsed = await outline([
      at(84, 100, "first item that is so long that it"),
      at(84, 112, "needs another line"),
      at(100, 124, "inner"),
      at(84, 136, "second"),
      at(72, 100, "•"),
      at(90, 124, "-"),
      at(72, 136, "•"),
    ]);
    expect(parsed).toEqual(["ul first item that is so long that it needs another line / >inner / second"]);
  });

  test("numbers of items stay, since other passages refer to them", async () => {
    expect(await outline(lines(72, 100, ["1. Hoist the flag", "2. Lower the boat"]))).toEqual([
      "ol 1. Hoist the flag / 2. Lower the boat",
    ]);
  });

  const table = (y: number, rows: string[][]) =>
    rows.flatMap((cells, row) => cells.map((cell, column) => at(72 + 150 * column, y + 20 * row, cell)));

  test("rows keep their cells, also empty ones and ones of several lines", async () => {
    expect(
      await outline([
        ...table(100, [
          ["Id", "Rule", "Level"],
          ["1.1", "", "2"],
          ["1.2", "Doors are shut", ""],
        ]),
        // A symbol's baseline is a little off.
        at(522, 99, "Since"),
        at(522, 139, "2024"),
        at(222, 152, "after dark"),
        ...lines(72, 220, PROSE),
      ]),
    ).toEqual([
      "table1 Id | Rule | Level | Since / 1.1 |  | 2 |  / 1.2 | Doors are shut after dark |  | 2024",
      `p ${PROSE.join(" ")}`,
    ]);
  });

  test("cells that are centred beside longer ones are of their row", async () => {
    const row = (y: number, id: string, first: string, second: string, level: string) => [
      at(150, y - 6, first),
      at(72, y, id),
      at(450, y, level),
      at(150, y + 6, second),
    ];
    expect(
      await outline([
        ...lines(72, 60, ["• a list before the table,", "• whose items stand in columns, too"]),
        ...row(120, "Id", "What is to be", "verified", "Level"),
        ...row(150, "7.1", "Doors are shut after", "dark", "1"),
        ...row(180, "7.2", "Windows are shut when", "it rains", "2"),
      ]),
    ).toEqual([
      "ul a list before the table, / whose items stand in columns, too",
      "table1 Id | What is to be verified | Level / 7.1 | Doors are shut after dark | 1 / 7.2 | Windows are shut when it rains | 2",
    ]);
  });

  test("a table that goes on over the page is one, with its header row once", async () => {
    const header = ["Station", "Depth", "Remark"];
    expect(
      await outline(
        table(600, [header, ["One", "12", "sand"], ["Two", "40", "rock"]]),
        table(100, [header, ["Three", "55", "mud"], ["Four", "60", "mud"]]),
      ),
    ).toEqual([
      "table1 Station | Depth | Remark / One | 12 | sand / Two | 40 | rock / Three | 55 | mud / Four | 60 | mud",
    ]);
  });
});

test("columns are read one after the other, what spans them before and after", async () => {
  const column = (name: string) =>
    Array.from({ length: 8 }, (_, line) => `${name} column, line ${line}, with some words in`);
  expect(
    await outline([
      at(72, 80, "A title across both columns of the page that is long enough", 16),
      ...lines(320, 120, column("right")),
      ...lines(72, 120, column("left")),
    ]),
  ).toEqual([
    "h1 A title across both columns of the page that is long enough",
    `p ${[...column("left"), ...column("right")].join(" ")}`,
  ]);
});

test("turned pages and turned text are read", async () => {
  const document = await PDFDocument.load(await buildPdf([lines(72, 100, PROSE)]));
  const [page] = document.getPages();
  page?.drawText("DRAFT", { x: 300, y: 300, rotate: degrees(45), size: 40 });
  page?.setRotation(degrees(90));
  const parsed = await parse("a.pdf", await document.save());
  expectCanonical(parsed);
  for (const words of [...PROSE, "DRAFT"]) expect(parsed.text).toContain(words);
});

describe("bad input", () => {
  test("a password, pictures of text, a cut file, too many pages and too much text are told apart", async () => {
    const whole = await buildPdf([lines(72, 100, PROSE), lines(72, 100, PROSE)]);
    expect((await refusal("a.pdf", await buildEncryptedPdf())).code).toBe("file_encrypted");
    const scan = await refusal("a.pdf", await buildPdf([[]]));
    expect([scan.code, scan.action]).toEqual(["file_without_text", expect.stringContaining("OCR")]);
    expect((await refusal("a.pdf", whole.subarray(0, whole.length / 2))).code).toBe("file_corrupt");
    // pdf.js would read what is left of this one.
    const plain = await (await PDFDocument.load(whole)).save({ useObjectStreams: false });
    expect((await refusal("a.pdf", plain.subarray(0, plain.length - 500))).message).toContain(
      "its end is missing",
    );
    expect((await refusal("a.pdf", "%PDF-1.7\nnothing\n%%EOF")).code).toBe("file_corrupt");
    const pages = await refusal("a.pdf", whole, { maxPages: 1 });
    expect([pages.code, pages.message]).toEqual(["file_too_large", expect.stringContaining("2 pages")]);
    expect((await refusal("a.pdf", whole, { maxCharacters: 100 })).code).toBe("file_too_large");
  });

  test("a title that a program made up is not taken for one", async () => {
    const pdf = await buildPdf([[at(72, 80, "Handbook", 20), ...lines(72, 120, PROSE)]], {
      title: "Microsoft Word - x1.doc",
    });
    expect((await parse("a.pdf", pdf)).title).toBe("Handbook");
  });
});
