import { degrees, PDFDocument, StandardFonts } from "pdf-lib";
import { describe, expect, test } from "vitest";
import { buildEncryptedPdf, buildPdf, type PdfLine } from "../testing/build-pdf.ts";
import { expectCanonical } from "../testing/expect-canonical.ts";
import { outlineOf, parse, refusal } from "../testing/parse.ts";
import { groupLines } from "./line.ts";

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
  test("running headers and footers leave the flow and are said once; body lines that repeat stay", async () => {
    const pages = [1, 2, 3, 4].map((number) => [
      at(72, 40, "Handbook of the station"),
      at(480, 40, "May 2026"),
      ...lines(72, 300, ["The same line on every page.", `But this is number ${number}.`]),
      at(72, 745, "Owner: harbour board"),
      at(300, 760, `- ${number} -`),
    ]);
    const parsed = await parse("a.pdf", await buildPdf(pages));
    expectCanonical(parsed);
    expect(outlineOf(parsed)).toEqual([
      "p Handbook of the station May 2026",
      ...[1, 2, 3, 4].map((number) => `p The same line on every page. But this is number ${number}.`),
      "p Owner: harbour board",
    ]);
    expect(parsed.notes).toEqual([{ kind: "repeated_lines", count: 2 }]);
  });

  test("a paragraph that goes on over the page is not cut by its footer", async () => {
    const footer = at(72, 760, "Owner: harbour board", 8);
    const page = (texts: string[]) => [...lines(72, 100, texts), footer];
    expect(await outline(page(PROSE.slice(0, 2)), page(PROSE.slice(2)), page(["Next."]))).toEqual([
      `p ${PROSE.join(" ")}`,
      "p Next.",
      "p Owner: harbour board",
    ]);
  });

  test("two equal lines on two pages are a memo's, not furniture", async () => {
    const page = (text: string) => [at(72, 50, "12 May 2026"), at(72, 80, "To the crew"), at(72, 140, text)];
    const parsed = await outline(page("The tug is in dock."), page("Bring your own gloves."));
    expect(parsed.filter((block) => block === "p 12 May 2026")).toHaveLength(2);
  });

  test("a footer is the same on pages of another height, and one of two pages is no part of a column", async () => {
    const footer = "Owner: Lapwing";
    const texts = ["Ropes are dry.", "Nets are wet.", "Sails are new."];
    const sizes: [number, number][] = [
      [612, 792],
      [792, 612],
      [612, 792],
    ];
    const document = await PDFDocument.create();
    for (const [index, size] of sizes.entries()) {
      const page = document.addPage(size);
      page.drawText(texts[index] ?? "", { x: 72, y: size[1] - 100, size: 10 });
      page.drawText(footer, { x: 72, y: 40, size: 10 });
    }
    const parsed = await parse("a.pdf", await document.save());
    expect(parsed.text.split(footer)).toHaveLength(2);
    const column = (name: string) =>
      Array.from({ length: 8 }, (_, line) => `${name} column, line ${line}, with some words in`);
    const page = (name: string) => [
      ...lines(72, 120, column(`left ${name}`)),
      ...lines(320, 120, column(`right ${name}`)),
      at(72, 750, footer),
    ];
    expect(await outline(page("one"), page("two"))).toEqual([
      `p ${["left one", "right one", "left two", "right two"].flatMap(column).join(" ")}`,
      `p ${footer}`,
      `p ${footer}`,
    ]);
  });

  test("only lines next to the edge, and apart from the text, are furniture", async () => {
    const rule = "Each part binds every contractor on the site.";
    const pages = (first: PdfLine[]) =>
      ["daily", "weekly", "monthly"].map((often, index) => [
        ...first.map((line) => ({ ...line, text: line.text.replace("#", String(index + 1)) })),
        at(72, 130, `It is checked ${often}.`),
      ]);
    const under = await outline(...pages([at(72, 50, "Part #", 18), at(72, 80, rule, 9)]));
    expect(under.filter((block) => block.includes(rule))).toHaveLength(3);
    const sentence = await outline(...pages([at(72, 80, rule)]));
    expect(sentence.filter((block) => block.includes(rule))).toHaveLength(3);
    const close = await outline(
      ...pages([at(72, 80, "The station"), at(72, 92, "by day"), at(72, 104, "and # nights")]),
    );
    expect(close.join(" ").match(/The station\s+by day\s+and \d nights/g)).toHaveLength(3);
  });

  test("titles that differ in their number are none of them left out", async () => {
    const parsed = await outline(
      ...[1, 2, 3, 4].map((number) => [
        at(72, 50, `Berth ${number}`),
        at(72, 100, `Its depth is ${number} m.`),
      ]),
    );
    for (const number of [1, 2, 3, 4]) expect(parsed.join("\n")).toContain(`Berth ${number}`);
  });

  test("a list of contents is left out, with a note", async () => {
    const names = ["Leave", "Travel", "Pay", "Safety"];
    const entries = names.map((name, index) => `${name} ${".".repeat(60)} ${index + 2}`);
    const chapters = names.map((name) => [at(72, 100, name, 14), ...lines(72, 130, PROSE)]);
    const parsed = await parse(
      "a.pdf",
      await buildPdf([[at(72, 100, "Contents", 14), ...lines(72, 130, entries)], ...chapters]),
    );
    expect(outlineOf(parsed)).toEqual(names.flatMap((name) => [`h1 ${name}`, `p ${PROSE.join(" ")}`]));
    expect(parsed.notes).toEqual([{ kind: "contents_lists", count: 1 }]);
  });

  test("a list that names what nothing else says is not taken for contents", async () => {
    const parsed = await outline(
      lines(72, 130, ["Rope ........ 12", "Paint ........ 14", "Anchors ........ 20"]),
      ...Array.from({ length: 3 }, () => lines(72, 130, PROSE)),
    );
    expect(parsed.join(" ")).toContain("Anchors");
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

  test("names over several columns stand before each of theirs, and what introduces the next table is no row", async () => {
    const row = (y: number, texts: readonly string[]) =>
      texts.map((text, index) => at(72 + 70 * index, y, text));
    expect(
      await outline([
        ...row(100, ["Berth", "Depth", "Fee"]),
        ...row(118, ["N1", "3.5", "20"]),
        ...row(136, ["N2", "5.0", "35"]),
        at(72, 160, "By season:"),
        at(150, 184, "Summer of this year"),
        at(290, 184, "Winter of this year"),
        ...row(202, ["Vessel", "Day", "Month", "Day", "Month"]),
        ...row(220, ["Yacht", "10", "200", "8", "150"]),
        ...row(238, ["Ferry", "31", "600", "25", "470"]),
      ]),
    ).toEqual([
      "table1 Berth | Depth | Fee / N1 | 3.5 | 20 / N2 | 5.0 | 35",
      "p By season:",
      "table1 Vessel | Summer of this year Day | Summer of this year Month | Winter of this year Day | Winter of this year Month / Yacht | 10 | 200 | 8 | 150 / Ferry | 31 | 600 | 25 | 470",
    ]);
  });

  test("figures below figures are the next row's, also where the row has no name, and below what heads two columns", async () => {
    const row = (y: number, texts: readonly string[]) =>
      texts.flatMap((text, index) => (text === "" ? [] : [at(72 + 110 * index, y, text)]));
    expect(
      await outline([
        ...row(100, ["Berth", "Rates", "", "Owner"]),
        ...row(126, ["", "Day", "Night"]),
        ...row(139, ["A1", "31", "47", "Ruff"]),
        ...row(152, ["", "32", "48", "Teal"]),
        ...row(165, ["B2", "33", "49", "Snipe"]),
      ]),
    ).toEqual([
      "table1 Berth | Rates |  | Owner /  | Day | Night |  / A1 | 31 | 47 | Ruff /  | 32 | 48 | Teal / B2 | 33 | 49 | Snipe",
    ]);
  });

  test("a name that stands to the left of its figures heads them, also in a document without paragraphs", async () => {
    const row = (y: number, name: string, figures: readonly string[]) => [
      at(72, y, name),
      ...figures.map((text, index) => at(210 + 90 * index - 5 * text.length, y, text)),
    ];
    expect(
      await outline([
        ...["Berth", "From", "Share"].map((text, index) => at(72 + 90 * index, 100, text)),
        ...row(115, "A1", ["1,200", "12%"]),
        ...row(130, "A2", ["31", "7%"]),
        ...row(145, "A3", ["450", "9%"]),
        ...["14", "12", "10"].map((text, index) => at(500, 300 + 22 * index, text)),
      ]),
    ).toEqual([
      "table1 Berth | From | Share / A1 | 1,200 | 12% / A2 | 31 | 7% / A3 | 450 | 9%",
      "p 14",
      "p 12",
      "p 10",
    ]);
  });

  test("a list that goes on in the next column goes on as deep as it was", async () => {
    const items = (x: number, from: number, count: number) =>
      Array.from({ length: count }, (_, index) =>
        at(x, 100 + 14 * index, `• item ${from + index} of what the keeper does`),
      );
    const [list] = await outline([...items(72, 1, 12), ...items(330, 13, 12)]);
    expect(list).toMatch(/^ul item 1 .* \/ item 24 /);
    expect(list).not.toContain(">");
  });

  test("a line that begins with a number by chance goes on with its item, and a list within an item does not", async () => {
    expect(
      await outline([
        at(72, 100, "3."),
        at(90, 100, "Ring the duty phone on extension"),
        at(90, 112, "500. Do not report by mail."),
        at(72, 124, "4."),
        at(90, 124, "Then, in this order,"),
        at(90, 136, "a) write down the time"),
        at(90, 148, "b) open a log"),
      ]),
    ).toEqual([
      "ol 3. Ring the duty phone on extension 500. Do not report by mail. / 4. Then, in this order, / >a) write down the time / >b) open a log",
    ]);
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

describe("hyphens at a line's end", () => {
  const joined = async (first: string, second: string, third = "") =>
    (await outline(lines(72, 100, [`The rope is long and lies beside the ${first}`, second, third])))[0];

  test.each([
    ["well-", "known quay", "well-known quay"],
    ["self-", "closing gate", "self-closing gate"],
    ["state-of-", "the-art crane", "state-of-the-art crane"],
    ["up-", "to-date log", "up-to-date log"],
    ["e-", "mail list", "e-mail list"],
    ["PDF-", "based form", "PDF-based form"],
    ["3-", "month lease", "3-month lease"],
    ["29-", "CA-261755", "29-CA-261755"],
    ["short-", "and long-term lease", "short- and long-term lease"],
    ["Haupt-", "und Nebensaison", "Haupt- und Nebensaison"],
  ])("that is the author's stays: %s %s", async (first, second, expected) => {
    expect(await joined(first, second)).toContain(expected);
  });

  test.each([
    ["meas-", "urement of it", "measurement of it"],
    ["infor-", "mation board", "information board"],
    ["part-", "ner of the", "partner of the"],
  ])("that the margin made goes: %s %s", async (first, second, expected) => {
    expect(await joined(first, second)).toContain(expected);
  });
});

describe("columns that are no table", () => {
  const columns = (...texts: string[][]) =>
    outline([
      at(72, 80, "Market letter", 16),
      ...texts.flatMap((column, index) => lines(72 + (index * 480) / texts.length, 120, column)),
    ]);
  const left = [
    "We keep our target for",
    "the harbour group after",
    "the fourth quarter. Now",
    "margins rose and orders",
    "grew a little in spring,",
    "so the outlook is good.",
  ];
  const middle = [
    "Pressure from the tide",
    "stays, but changes made",
    "in the forecast were so",
    "moderate that building",
    "remains hard for now in",
    "the first few months.",
  ];
  const right = [
    "We expect bids to rise",
    "by autumn and to lift",
    "the growth of markets in",
    "the two years after the",
    "one in which the quay",
    "was built anew, at last.",
  ];

  test("three narrow ones of prose", async () => {
    expect(await columns(left, middle, right)).toEqual([
      "h1 Market letter",
      ...[left, middle, right].map((column) => `p ${column.join(" ")}`),
    ]);
  });

  test("prose beside figures, which stay a table", async () => {
    const figures = ["Year", "Revenue", "Growth", "EPS", "P/E", "P/B"].map((name, row) => [
      at(420, 120 + 12 * row, name),
      at(500, 120 + 12 * row, String(275 + row)),
    ]);
    const parsed = await outline([...lines(72, 120, left), ...lines(240, 120, middle), ...figures.flat()]);
    expect(parsed.slice(0, 2)).toEqual([`p ${left.join(" ")}`, `p ${middle.join(" ")}`]);
    expect(parsed[2]).toMatch(/^table\d .*Revenue \| 276 \/ Growth \| 277/);
  });

  test("lists side by side, with what heads them", async () => {
    const list = (name: string) => ["Winch", "Brake", "Rope", "Slip", "Paint"].map((it) => `• ${it} ${name}`);
    expect(await columns(["Foreman:", ...list("one")], ["Night watch:", ...list("two")])).toEqual([
      "h1 Market letter",
      "p Foreman:",
      `ul ${list("one").join(" / ").replaceAll("• ", "")}`,
      "p Night watch:",
      `ul ${list("two").join(" / ").replaceAll("• ", "")}`,
    ]);
  });

  test("a table of sentences, ticks and lower-case words stays one", async () => {
    const rows = [
      ["check the winch and oil it well", "•", "weekly"],
      ["record the length of each rope", "•", "monthly"],
      ["wash the slip on every Friday", "", "weekly"],
      ["lock the paint store at night", "•", "daily"],
      ["log the barges that pass here", "•", "daily"],
    ];
    const cells = rows.flatMap((row, index) =>
      row.map((cell, column) => at([72, 300, 400][column] ?? 0, 120 + 12 * index, cell)),
    );
    const [said = ""] = await outline(cells.filter(({ text }) => text !== ""));
    expect(said).toContain("wash the slip on every Friday |  | weekly");
  });
});

describe("what is turned", () => {
  const turned = async (angle: number, place: (line: number, column: number) => [number, number]) => {
    const document = await PDFDocument.load(await buildPdf([[at(72, 60, "Upright text above the table.")]]));
    const [page] = document.getPages();
    for (const [line, row] of [
      ["Berth", "Depth", "Length"],
      ["A-1", "4.2 m", "60 m"],
      ["A-2", "5.1 m", "75 m"],
      ["B-7", "7.9 m", "120 m"],
    ].entries()) {
      for (const [column, text] of row.entries()) {
        const [x, y] = place(line, column);
        page?.drawText(text, { x, y, size: 10, rotate: degrees(angle) });
      }
    }
    const parsed = await parse("a.pdf", await document.save());
    expectCanonical(parsed);
    return outlineOf(parsed);
  };
  const rows =
    "table0 Berth | Depth | Length / A-1 | 4.2 m | 60 m / A-2 | 5.1 m | 75 m / B-7 | 7.9 m | 120 m";

  test.each([
    ["up", 90, (line: number, column: number): [number, number] => [200 + 20 * line, 100 + 120 * column]],
    ["down", 270, (line: number, column: number): [number, number] => [400 - 20 * line, 600 - 120 * column]],
    [
      "upside down",
      180,
      (line: number, column: number): [number, number] => [500 - 120 * column, 200 + 20 * line],
    ],
  ] as const)("a table that runs %s the page is read upright", async (_, angle, place) => {
    expect(await turned(angle, place)).toEqual(["p Upright text above the table.", rows]);
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

test("the last column may hold a line or two, where another page tells that it is one", async () => {
  const column = (name: string, length: number) =>
    Array.from({ length }, (_, line) => `${name} column, line ${line}, with some words in`);
  const page = (left: string[], right: string[]) => [...lines(72, 120, left), ...lines(320, 120, right)];
  const texts = [column("first", 8), column("second", 8), column("third", 8), column("last", 2)] as const;
  expect(await outline(page(texts[0], texts[1]), page(texts[2], texts[3]))).toEqual([
    `p ${texts.flat().join(" ")}`,
  ]);
});

/** The text of one line of these fragments. */
function makeOrder(fragments: readonly (readonly [text: string, x0: number, isRightToLeft: boolean])[]) {
  const line = fragments.map(([text, x0, isRightToLeft]) => {
    const length = text.length;
    return {
      text,
      x0,
      x1: x0 + 20,
      y: 100,
      size: 10,
      sizeLength: length,
      font: "f",
      fontLength: length,
      isRightToLeft,
    };
  });
  return groupLines(line)[0]?.text;
}

test("columns end above a table of which no cell crosses them", async () => {
  const column = (name: string) =>
    Array.from({ length: 8 }, (_, line) => `${name} column, line ${line}, with some words in`);
  const cells = (y: number) => ["A1", "31", "47"].map((text, index) => at(72 + 50 * index, y, text));
  expect(
    await outline([
      ...lines(320, 120, column("right")),
      ...lines(72, 120, column("left")),
      ...[260, 280, 300, 320, 340, 360, 380].flatMap((y) => [...cells(y), at(320, y, "ok")]),
    ]),
  ).toEqual([
    `p ${[...column("left"), ...column("right")].join(" ")}`,
    `table0 ${Array.from({ length: 7 }, () => "A1 | 31 | 47 | ok").join(" / ")}`,
  ]);
});

test("words of a line that was stretched to its column's width are one, so that columns are no table", async () => {
  const font = await (await PDFDocument.create()).embedFont(StandardFonts.Helvetica);
  const stretched = (x: number, y: number, words: readonly string[], gap: number) =>
    words.map((word, index) => {
      const before = words.slice(0, index).map((it) => font.widthOfTextAtSize(it, 10) + gap);
      return at(x + before.reduce((sum, it) => sum + it, 0), y, word);
    });
  const texts = [
    "Ropes are renewed in spring by",
    "the watch of the harbour and",
    "its guests, who sign for it in",
    "the book of the season now on",
  ];
  const column = (x: number) =>
    texts.flatMap((text, line) => stretched(x, 120 + 12 * line, text.split(" "), 12));
  expect(await outline([...column(72), ...column(350)])).toEqual([
    `p ${texts.join(" ")}`,
    `p ${texts.join(" ")}`,
  ]);
});

test("numbers of a line from right to left stand where they are said", async () => {
  const parsed = makeOrder([
    ["06:00", 160, false],
    ["\u05e2\u05d3", 130, true],
    ["22:00", 100, false],
    ["\u05e9\u05e2\u05d5\u05ea", 200, true],
  ]);
  expect(parsed).toBe("\u05e9\u05e2\u05d5\u05ea 06:00 \u05e2\u05d3 22:00");
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

test("a raised number behind a number is its power", async () => {
  const [said] = await outline([
    at(72, 100, "Volume 10"),
    { x: 113, y: 96, size: 6, text: "6" },
    at(120, 100, "litres"),
  ]);
  expect(said).toBe("p Volume 10^6 litres");
});

test("what is stamped aslant over a page is said after it, and is neither a heading nor its title", async () => {
  const document = await PDFDocument.load(
    await buildPdf([[at(72, 100, "The gate opens at six and"), at(72, 112, "closes at nine.")]], {
      title: "(anonymous)",
    }),
  );
  document.getPage(0).drawText("DRAFT", { x: 150, y: 400, size: 60, rotate: degrees(45) });
  const parsed = await parse("notice.pdf", await document.save());
  expect(parsed.title).toBe("notice.pdf");
  expect(outlineOf(parsed)).toEqual(["p The gate opens at six and closes at nine.", "p DRAFT"]);
});
