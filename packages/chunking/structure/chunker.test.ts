import type { TokenCounter } from "@footnote/contracts";
import { describe, expect, it } from "vitest";
import { structureChunker } from "../index.ts";
import { documentOf, type Written } from "../testing/documents.ts";

const words: TokenCounter = { count: (text) => text.split(/\s+/).filter((word) => word !== "").length };

function chunk(written: readonly Written[], { title = "Handbook", maxTokens = 40, parentTokens = 200 } = {}) {
  return structureChunker({ tokens: words, maxTokens, parentTokens }).chunk(documentOf(title, written));
}

const heading = (level: number, text: string): Written => ({ kind: "heading", level, text });
const paragraph = (text: string, page?: number): Written => ({
  kind: "paragraph",
  text,
  ...(page && { page }),
});
const sentence = (name: string, length: number) =>
  `${[name, ...Array.from({ length: length - 2 }, (_, i) => `word${i}`)].join(" ")} end.`;
const texts = (chunks: readonly { readonly text: string }[]) => chunks.map(({ text }) => text);

describe("sections", () => {
  it("begin a chunk each, under the headings above them, the document's title first", async () => {
    const chunks = await chunk([
      paragraph("Before any heading."),
      heading(1, "Leave"),
      paragraph("All about leave."),
      heading(3, "Sick"),
      paragraph("Call us."),
      heading(2, "Holiday"),
      paragraph("Ask first."),
      heading(1, "Travel"),
      paragraph("By train."),
    ]);
    expect(chunks.map(({ headingPath, text }) => [...headingPath, text])).toEqual([
      ["Handbook", "Before any heading."],
      ["Handbook", "Leave", "All about leave."],
      ["Handbook", "Leave", "Sick", "Call us."],
      ["Handbook", "Leave", "Holiday", "Ask first."],
      ["Handbook", "Travel", "By train."],
    ]);
    expect(chunks[2]?.indexedText).toBe("Handbook > Leave > Sick\nCall us.");
  });

  it("name a title only once where the first heading repeats it, and a later one that does in full", async () => {
    const chunks = await chunk(
      [
        heading(1, "Hand\nbook "),
        paragraph("Hello."),
        heading(2, "Part"),
        heading(3, "Hand book"),
        paragraph("Text."),
      ],
      { title: "Hand book" },
    );
    expect(chunks.map(({ headingPath }) => headingPath)).toEqual([
      ["Hand book"],
      ["Hand book", "Part", "Hand book"],
    ]);
  });

  it("pack small neighbouring blocks together", async () => {
    const chunks = await chunk([
      paragraph(sentence("A", 12)),
      paragraph(sentence("B", 12)),
      paragraph(sentence("C", 12)),
      paragraph(sentence("D", 12)),
    ]);
    expect(texts(chunks)).toEqual([
      `${sentence("A", 12)}\n\n${sentence("B", 12)}`,
      `${sentence("C", 12)}\n\n${sentence("D", 12)}`,
    ]);
  });

  it("fill chunks evenly instead of leaving a crumb", async () => {
    const chunks = await chunk(Array.from({ length: 10 }, (_, i) => paragraph(sentence(`P${i}`, 5))));
    expect(chunks).toHaveLength(2);
    for (const { text } of chunks) expect(words.count(text)).toBeGreaterThanOrEqual(15);
  });

  it("know the page on which they begin", async () => {
    const chunks = await chunk([
      paragraph(sentence("A", 30), 3),
      paragraph(sentence("B", 20), 4),
      paragraph(sentence("C", 10), 5),
    ]);
    expect(chunks.map(({ page }) => page)).toEqual([3, 4]);
    expect("page" in ((await chunk([paragraph("No pages here.")]))[0] ?? {})).toBe(false);
  });
});

describe("headings", () => {
  it("without any text below are found as text of what stands around them", async () => {
    const chunks = await chunk([
      heading(1, "Leave"),
      paragraph("Ask."),
      heading(2, "To be written"),
      heading(3, "Soon"),
      heading(1, "Travel"),
      paragraph("By train."),
    ]);
    expect(chunks.map(({ headingPath, text }) => [...headingPath, text])).toEqual([
      ["Handbook", "Leave", "Ask.\n\nTo be written\n\nSoon"],
      ["Handbook", "Travel", "By train."],
    ]);
  });

  it("alone still make a document that can be found", async () => {
    expect(
      texts(await chunk([heading(1, "Agenda"), heading(2, "Budget"), heading(2, "Any other business")])),
    ).toEqual(["Agenda\n\nBudget\n\nAny other business"]);
    expect(texts(await chunk([heading(1, "Handbook")]))).toEqual(["Handbook"]);
  });

  it("that only repeat the title make no chunk of their own", async () => {
    expect(texts(await chunk([heading(1, "Handbook"), heading(1, "Leave"), paragraph("Ask.")]))).toEqual([
      "Ask.",
    ]);
  });

  it("too many for the budget are left out from the middle, and half of it remains for text", async () => {
    const deep = Array.from({ length: 6 }, (_, i) => heading(i + 1, `${sentence(`H${i}`, 4)}`));
    const [first] = (await chunk([...deep, paragraph(sentence("A", 19))])).slice(-1);
    expect(first?.headingPath).toHaveLength(7);
    expect(first?.indexedText).toBe(
      `Handbook > ${[3, 4, 5].map((i) => sentence(`H${i}`, 4)).join(" > ")}\n${first?.text}`,
    );
  });

  it("too long for the path are shortened there and kept in full as text", async () => {
    const long = sentence("Endless", 30);
    const chunks = await chunk([heading(1, long), paragraph("Ask.")]);
    expect(chunks[0]?.indexedText.split("\n")[0]).toBe(
      "Handbook > Endless word0 word1 word2 word3 word4 word5 word6 word7",
    );
    expect(texts(chunks).join(" ").replace(/\s+/g, " ")).toBe(`${long} Ask.`);
  });
});

describe("a piece that goes on about the sentence before", () => {
  const named = "The north crane lifts nine tonnes.";
  const follows = (opening: string) => `${opening} ${sentence("also", 24)}`;
  const indexed = async (written: readonly Written[]) =>
    (await chunk(written)).map(({ indexedText }) => indexedText);

  it("is indexed with it, and shows and spans its own text alone", async () => {
    const before = `${sentence("A", 20)} ${named}`;
    for (const opening of ["This", "It", "They", "Such a load", "These", "Diese"]) {
      const [, second] = await chunk([paragraph(before), paragraph(follows(opening))]);
      expect(second?.text).toBe(follows(opening));
      expect(second?.indexedText).toBe(`Handbook\n${named}\n${follows(opening)}`);
      expect(second?.start).toBe(before.length + 2);
    }
  });

  it("is so also inside a long paragraph", async () => {
    const beginning: string[] = [];
    for (let length = 16; length < 34; length++) {
      const text = `${sentence("A", length)} ${named} ${follows("It")} ${sentence("B", 20)}`;
      const chunks = await chunk([paragraph(text)]);
      beginning.push(...chunks.filter((each) => each.text.startsWith("It ")).map((each) => each.indexedText));
    }
    expect(beginning.length).toBeGreaterThan(3);
    for (const each of beginning) expect(each).toContain(`Handbook\n${named}\nIt `);
  });

  it("is indexed alone where it names what it is about, where nothing stands before it, and where there is no room", async () => {
    const long = sentence("Long", 26);
    expect(await indexed([paragraph(long), paragraph(sentence("Cranes", 26))])).toEqual([
      `Handbook\n${long}`,
      `Handbook\n${sentence("Cranes", 26)}`,
    ]);
    expect(await indexed([heading(1, "Cranes"), paragraph(follows("It"))])).toEqual([
      `Handbook > Cranes\n${follows("It")}`,
    ]);
    expect(await indexed([paragraph(long), paragraph(follows("It"))])).toContain(
      `Handbook\n${follows("It")}`,
    );
    const full = `It ${sentence("also", 34)}`;
    expect(await indexed([paragraph(named), paragraph(full)])).toContain(`Handbook\n${full}`);
  });

  it("is not meant by words that only begin like these", async () => {
    for (const other of ["Item", "Thistle", "Italy"].map(follows))
      expect(await indexed([paragraph(`${sentence("A", 20)} ${named}`), paragraph(other)])).toContain(
        `Handbook\n${other}`,
      );
  });
});

describe("a table", () => {
  const row = (i: number) => [`Person${i}`, `Team${i} lead`, `Room ${i}`];
  const table = (rows: number): Written => ({
    kind: "table",
    headerRows: 1,
    rows: [["Name", "Role", "Place"], ...Array.from({ length: rows }, (_, i) => row(i))],
  });

  it("keeps its header row in every piece", async () => {
    const chunks = await chunk([table(20)]);
    expect(chunks.length).toBeGreaterThan(2);
    for (const { text } of chunks) expect(text.split("\n")[0]).toBe("Name | Role | Place");
    expect(chunks.map(({ lead }) => lead)).toEqual([
      undefined,
      ...chunks.slice(1).map(() => ({ start: 0, end: 19 })),
    ]);
  });

  it("is cut between rows only", async () => {
    const lines = (await chunk([table(20)])).flatMap(({ text }) => text.split("\n"));
    expect(lines.filter((line) => line !== "Name | Role | Place")).toEqual(
      Array.from({ length: 20 }, (_, i) => row(i).join(" | ")),
    );
  });

  it("never leaves its header row behind at the end of a chunk", async () => {
    for (let length = 4; length < 38; length++) {
      for (const { text } of await chunk([paragraph(sentence("A", length)), table(20)]))
        expect(text).not.toMatch(/Place$/);
    }
  });

  it("without a header row has no lead", async () => {
    const chunks = await chunk([
      { kind: "table", headerRows: 0, rows: Array.from({ length: 20 }, (_, i) => row(i)) },
    ]);
    expect(chunks.map(({ lead }) => lead)).toEqual(chunks.map(() => undefined));
  });

  it("has a row that is too long cut between cells, then between sentences", async () => {
    const cells = ["Key", sentence("A", 18), sentence("B", 18), `${sentence("C", 20)} ${sentence("D", 20)}`];
    const chunks = await chunk([{ kind: "table", headerRows: 1, rows: [["K", "L", "M", "N"], cells] }]);
    const bodies = texts(chunks).map((text) => text.replace("K | L | M | N\n", ""));
    expect(bodies).toEqual([
      `Key | ${sentence("A", 18)} |`,
      `${sentence("B", 18)} |`,
      sentence("C", 20),
      sentence("D", 20),
    ]);
  });

  it("whose header row is too long for every piece carries it from the piece's column on", async () => {
    const header = Array.from({ length: 20 }, (_, i) => `Column ${i}`);
    const chunks = await chunk([
      { kind: "table", headerRows: 1, rows: [header, header.map((_, i) => `value${i} x`)] },
    ]);
    const body = chunks.filter(({ lead }) => lead !== undefined);
    expect(body.length).toBeGreaterThan(1);
    for (const { text } of body) {
      const [lead, own] = text.split("\n");
      expect(lead?.match(/^Column (\d+) /)?.[1]).toBe(own?.match(/^value(\d+) /)?.[1]);
    }
  });
});

describe("a table with cells in its header row that are too long themselves", () => {
  it("carries the beginning of the cell above", async () => {
    const header = ["A", "B"].map((name) => sentence(name, 30));
    const rows = Array.from({ length: 4 }, () => ["left", sentence("right", 18)]);
    const chunks = await chunk([{ kind: "table", headerRows: 1, rows: [header, ...rows] }]);
    const leads = chunks.filter(({ lead }) => lead !== undefined).map(({ text }) => text.split("\n"));
    expect(leads.length).toBeGreaterThan(1);
    for (const lines of leads)
      expect(lines).toEqual([expect.stringMatching(/^A word0 /), rows[0]?.join(" | ")]);
  });
});

describe("a list", () => {
  const items = Array.from({ length: 20 }, (_, i) => sentence(`Item${i}`, 5));
  const list: Written = { kind: "list", items };

  it("keeps its lead-in in every piece", async () => {
    const chunks = await chunk([paragraph("You need the following:"), list]);
    expect(chunks.length).toBeGreaterThan(2);
    for (const { text } of chunks) expect(text.split("\n")[0]).toBe("You need the following:");
    expect(chunks[0]?.lead).toBeUndefined();
    expect(chunks[1]?.lead).toEqual({ start: 0, end: 23 });
  });

  it("is never separated from the paragraph before it, with a colon or without", async () => {
    for (const leadIn of ["You need:", ...Array.from({ length: 9 }, (_, i) => `All ${i} are needed.`)]) {
      for (let length = 4; length < 34; length++) {
        const chunks = await chunk([paragraph(sentence("A", length)), paragraph(leadIn), list]);
        expect(texts(chunks).filter((text) => text.endsWith(leadIn))).toEqual([]);
      }
    }
  });

  it("keeps of a long lead-in the last sentence", async () => {
    const chunks = await chunk([paragraph(`${sentence("Long", 20)} So bring:`), list]);
    for (const { lead, text } of chunks.slice(1)) {
      expect(lead).toBeDefined();
      expect(text.split("\n")[0]).toBe("So bring:");
    }
  });

  it("keeps nested items with the item they belong to", async () => {
    const nested = Array.from({ length: 8 }, (_, i) => [
      { depth: 0, text: sentence(`Top${i}`, 4) },
      { depth: 1, text: sentence(`Sub${i}`, 8) },
    ]).flat();
    const chunks = await chunk([{ kind: "list", items: nested }]);
    expect(chunks.length).toBeGreaterThan(1);
    for (const { text } of chunks) expect(text).toMatch(/^Top/);
  });
});

describe("code", () => {
  it("is cut only between lines, and keeps its indentation", async () => {
    const lines = Array.from({ length: 30 }, (_, i) => `${"  ".repeat(i % 4)}call(${i}, a, b);`);
    const chunks = await chunk([{ kind: "code", text: lines.join("\n") }]);
    expect(chunks.length).toBeGreaterThan(1);
    expect(chunks.flatMap(({ text }) => text.split("\n"))).toEqual(lines);
  });

  it("is cut at blank lines where there are some", async () => {
    const stanza = (name: string) => Array.from({ length: 7 }, (_, i) => `${name} ${i} ;`).join("\n");
    expect(texts(await chunk([{ kind: "code", text: ["a", "b", "c"].map(stanza).join("\n\n") }]))).toEqual(
      ["a", "b", "c"].map(stanza),
    );
  });

  it("stays with the paragraph that announces it", async () => {
    for (let length = 4; length < 34; length++) {
      const code: Written = {
        kind: "code",
        text: Array.from({ length: 12 }, (_, i) => `run ${i}`).join("\n"),
      };
      const chunks = await chunk([paragraph(sentence("A", length)), paragraph("Type this:"), code]);
      expect(texts(chunks).filter((text) => text.endsWith("this:"))).toEqual([]);
    }
  });

  it("has a line that is too long cut at white space", async () => {
    const line = Array.from({ length: 90 }, (_, i) => `w${i}`).join(" ");
    expect(texts(await chunk([{ kind: "code", text: line }])).join(" ")).toBe(line);
  });
});

describe("a paragraph", () => {
  it("is cut between sentences", async () => {
    const sentences = ["A", "B", "C", "D", "E"].map((name) => sentence(name, 15));
    const chunks = await chunk([paragraph(sentences.join(" "))]);
    expect(chunks.length).toBeGreaterThan(1);
    for (const { text } of chunks) expect(text).toMatch(/^[A-E] .*end\.$/);
  });

  it("is not cut where its lines were wrapped", async () => {
    const sentences = ["A", "B", "C", "D", "E"].map((name) => sentence(name, 15));
    const wrapped = sentences.join(" ").replace(/word(3|8) /g, "word$1\n");
    const chunks = await chunk([paragraph(wrapped)]);
    expect(chunks.length).toBeGreaterThan(1);
    for (const { text } of chunks) expect(text).toMatch(/^[A-E] [\s\S]*end\.$/);
  });

  it("is not cut after an abbreviation, an initial or an ordinal", async () => {
    for (const abbreviation of ["Dr.", "e.g.", "No.", "J. R.", "z. B.", "Am 3.", "approx."]) {
      const tricky = `${sentence("A", 12).slice(0, -1)} ${abbreviation} ${sentence("Then", 8)}`;
      const chunks = await chunk([paragraph(Array.from({ length: 5 }, () => tricky).join(" "))]);
      expect(chunks.length).toBeGreaterThan(2);
      for (const { text } of chunks) expect(text).toMatch(/^A /);
    }
  });

  it("whose sentence is too long is cut between clauses, else between words", async () => {
    const clause = (name: string) => sentence(name, 25).replace(" end.", ", ");
    expect(texts(await chunk([paragraph(`${clause("A")}${clause("B")}${clause("C")}end.`)]))).toEqual([
      clause("A").trim(),
      clause("B").trim(),
      `${clause("C")}end.`,
    ]);
    const run = Array.from({ length: 100 }, (_, i) => `w${i}`).join(" ");
    expect(texts(await chunk([paragraph(run)])).join(" ")).toBe(run);
  });

  it("with an endless link is cut between the link's words", async () => {
    const link = `https://example.org/${"alpha-beta/".repeat(300)}`;
    const chunks = await chunk([paragraph(link)]);
    expect(chunks.length).toBeGreaterThan(5);
    expect(texts(chunks).join("")).toBe(link);
    expect(new Set(texts(chunks).flatMap((text) => text.match(/[a-z]+/g)))).toEqual(
      new Set(link.match(/[a-z]+/g)),
    );
  });

  it("of one endless word is cut between characters, never inside one", async () => {
    for (const [start, character] of [
      ["", "😀"],
      ["x", "𝐚"],
      ["", "𝐚"],
    ] as const) {
      const word = `${start}${character.repeat(5_000)}`;
      const chunks = await chunk([paragraph(word)]);
      expect(chunks.length).toBeGreaterThan(5);
      expect(texts(chunks).join("")).toBe(word);
      for (const { text } of chunks) expect(text.isWellFormed()).toBe(true);
    }
  });

  it("without white space still fits, though tokens of parts that touch do not add up", async () => {
    // Two sentences that touch are one word to this counter, and cost four times as much as one.
    const tokens: TokenCounter = {
      count: (text) => text.split(/\s+/).reduce((sum, word) => sum + Math.ceil(word.length ** 2 / 100), 0),
    };
    const document = documentOf("手册", [paragraph("管理规定适用于所有员工包括临时工和实习生。".repeat(30))]);
    const chunks = await structureChunker({ tokens, maxTokens: 40, parentTokens: 200 }).chunk(document);
    expect(texts(chunks).join("")).toBe(document.text);
    for (const { indexedText, text } of chunks) {
      expect(tokens.count(indexedText)).toBeLessThanOrEqual(40);
      expect(text).toMatch(/。$/);
    }
  });
});

describe("the parent", () => {
  const section = (level: number, name: string, length: number): Written[] => [
    heading(level, name),
    paragraph(sentence(name, length)),
  ];

  it("is the largest section around a chunk that fits", async () => {
    const written = [
      ...section(1, "A", 30),
      ...section(2, "AA", 30),
      ...section(2, "AB", 30),
      ...section(1, "B", 30),
      ...section(2, "BA", 30),
    ];
    const { text } = documentOf("Handbook", written);
    const parents = async (parentTokens: number) =>
      (await chunk(written, { parentTokens })).map(({ parent }) =>
        text
          .slice(parent.start, parent.end)
          .match(/^\S+|\b[AB]+(?= word)/g)
          ?.join(" "),
      );
    expect(await parents(1000)).toEqual(Array(5).fill("A A AA AB B BA"));
    expect(await parents(100)).toEqual([...Array(3).fill("A A AA AB"), ...Array(2).fill("B B BA")]);
    expect(await parents(70)).toEqual(["A A", "AA AA", "AB AB", "B B BA", "B B BA"]);
  });

  it("of a long section is a window of whole chunks that they share, its heading in the first", async () => {
    const written = [
      heading(1, "Long"),
      ...Array.from({ length: 12 }, (_, i) => paragraph(sentence(`P${i}`, 30))),
    ];
    const { text } = documentOf("Handbook", written);
    const chunks = await chunk(written, { parentTokens: 130 });
    expect(
      chunks.map(({ parent }) =>
        text
          .slice(parent.start, parent.end)
          .match(/Long|P\d+/g)
          ?.join(" "),
      ),
    ).toEqual([
      ...Array(4).fill("Long P0 P1 P2 P3"),
      ...Array(4).fill("P4 P5 P6 P7"),
      ...Array(4).fill("P8 P9 P10 P11"),
    ]);
  });
});

describe("an edit", () => {
  const changedBy = async (before: readonly Written[], after: readonly Written[]) => {
    const known = new Set((await chunk(before)).map(({ indexedText }) => indexedText));
    return (await chunk(after)).filter(({ indexedText }) => !known.has(indexedText));
  };
  const average = (numbers: readonly number[]) =>
    numbers.reduce((sum, each) => sum + each, 0) / numbers.length;
  const places = Array.from({ length: 25 }, (_, i) => 5 + 2 * i);

  it("leaves the chunks of other sections as they are, and most of its own", async () => {
    const paragraphs = (name: string, edited = -1) =>
      Array.from({ length: 60 }, (_, i) =>
        paragraph(sentence(`${name}${i}`, i === edited ? 21 : 5 + ((Math.imul(i, 0x9e3779b1) >>> 12) % 13))),
      );
    const other = [heading(1, "B"), ...paragraphs("B")];
    const changes: number[] = [];
    for (const place of places) {
      const changed = await changedBy(
        [heading(1, "A"), ...paragraphs("A"), ...other],
        [heading(1, "A"), ...paragraphs("A", place), ...other],
      );
      expect(changed.filter(({ headingPath }) => headingPath[1] !== "A")).toEqual([]);
      changes.push(changed.length);
    }
    // Of 19 chunks; 7.6 without anchors.
    expect(average(changes)).toBeLessThan(5);
  });

  it("that adds a row to a table leaves most of its chunks as they are", async () => {
    const table = (rows: readonly string[][]): Written[] => [
      { kind: "table", headerRows: 1, rows: [["N", "T", "R"], ...rows] },
    ];
    const rows = Array.from({ length: 200 }, (_, i) => [`Person${i}`, "Team", `Room ${i}`]);
    const changes: number[] = [];
    for (const place of places) {
      const edited = rows.toSpliced(place, 0, ["New", "Team", "Room 0"]);
      changes.push((await changedBy(table(rows), table(edited))).length);
    }
    // Of 40 chunks; 35 without anchors.
    expect(average(changes)).toBeLessThan(10);
  });
});

it("a document without text has no chunks, and a blank block is as good as none", async () => {
  expect(await chunk([])).toEqual([]);
  expect(texts(await chunk([heading(1, "Leave"), paragraph("\u00a0")]))).toEqual(["Leave"]);
});
