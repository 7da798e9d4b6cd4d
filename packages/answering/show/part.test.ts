import { describe, expect, test } from "vitest";
import { passageOf } from "../testing/passages.ts";
import { partsOf } from "../units/parts.ts";
import { joinPieces } from "../units/pieces.ts";
import { textIn, type Unit } from "../units/unit.ts";
import { unitsOf } from "../units/units.ts";
import { partOf } from "./part.ts";

const unitsIn = (text: string, extra: object = {}) => unitsOf(passageOf({ text, ...extra }));
const unitIn = (text: string, extra: object = {}) => unitsIn(text, extra)[0] as Unit;
const marking = (unit: Unit, text: string) => partsOf(unit).filter((part) => part.text.includes(text));

describe("a part of an answer is shown as it stands in its document", () => {
  test("a list with its lead-in, the item that answers marked, under one footnote that quotes both", () => {
    const unit = unitIn("You may not claim:\n\n- fines\n- alcohol", { offset: 40 });
    const part = partOf(unit, marking(unit, "alcohol"));
    expect(part?.blocks).toEqual([
      { kind: "paragraph", runs: [{ text: "You may not claim:", marked: false }] },
      {
        kind: "list",
        ordered: false,
        first: 1,
        more: 0,
        items: [
          { depth: 0, runs: [{ text: "fines", marked: false }] },
          { depth: 0, runs: [{ text: "alcohol", marked: true }] },
        ],
      },
    ]);
    expect(part?.text).toBe("You may not claim:\n\n- fines\n- alcohol");
    expect(part?.citations.map(({ start, end, quote }) => [start, end, quote])).toEqual([
      [40, 73, "You may not claim:\n\nfines\nalcohol"],
    ]);
  });

  test("numbers that items bring along are shown once, and stay as they are written where they do not count on", () => {
    const listOf = (text: string) => {
      const unit = unitIn(text);
      return partOf(unit, marking(unit, "flag"));
    };
    const steps = listOf("1. 3. Hoist the flag\n2. 4. Lower the boat");
    expect(steps?.blocks).toMatchObject([
      {
        ordered: true,
        first: 3,
        items: [{ runs: [{ text: "Hoist the flag" }] }, { runs: [{ text: "Lower the boat" }] }],
      },
    ]);
    expect(steps?.text).toBe("3. Hoist the flag\n4. Lower the boat");
    // What is quoted is what stands there.
    expect(steps?.citations[0]?.quote).toBe("3. Hoist the flag\n4. Lower the boat");
    expect(listOf("1. a) Hoist the flag\n2. c) Lower the boat")?.text).toBe(
      "- a) Hoist the flag\n- c) Lower the boat",
    );
    expect(listOf("1. 10 knots: the flag\n2. 20 knots: home")?.text).toBe(
      "1. 10 knots: the flag\n2. 20 knots: home",
    );
  });

  test("bold words, code and links are runs of their own, marked where they lie in what answers", () => {
    const unit = unitIn("Use the form. Ask Ann.");
    const looks = [
      { kind: "link" as const, href: "https://x.test/", start: 8, end: 12 },
      { kind: "bold" as const, start: 4, end: 12 },
      { kind: "code" as const, start: 18, end: 21 },
    ];
    const marked = { ...unit, blocks: unit.blocks.map((block) => ({ ...block, marks: looks })) };
    const part = partOf(marked, marking(unit, "Use the form."));
    expect(part?.text).toBe("Use the form. Ask Ann.");
    expect(part?.blocks).toMatchObject([
      {
        kind: "paragraph",
        runs: [
          { text: "Use ", marked: true },
          { text: "the ", marked: true, bold: true },
          { text: "form", marked: true, bold: true, href: "https://x.test/" },
          { text: ".", marked: true },
          { text: " Ask ", marked: false },
          { text: "Ann", marked: false, code: true },
          { text: ".", marked: false },
        ],
      },
    ]);
  });

  test("a small table whole, with the row that applies marked", () => {
    const unit = unitIn("Grade | Days\n---\nG4 | 27\nG5 | 28");
    const part = partOf(unit, marking(unit, "G5"));
    expect(part?.blocks).toEqual([
      {
        kind: "table",
        header: [["Grade", "Days"]],
        rows: [
          { cells: ["G4", "27"], marked: false },
          { cells: ["G5", "28"], marked: true },
        ],
        more: 0,
      },
    ]);
    expect(part?.text).toBe("| Grade | Days |\n| --- | --- |\n| G4 | 27 |\n| G5 | 28 |");
  });

  test("cells keep their links and bold words beside their text, in the rows that have any", () => {
    const unit = unitIn("Grade | Form\n---\nG4 | one\nG5 | two");
    const looks = [{ kind: "link" as const, href: "https://x.test/", start: 27, end: 30 }];
    const linked = { ...unit, blocks: unit.blocks.map((block) => ({ ...block, marks: looks })) };
    expect(textIn(unit.passage, looks[0] as { start: number; end: number })).toBe("two");
    expect(partOf(linked, [])?.blocks).toMatchObject([
      {
        rows: [
          { cells: ["G4", "one"] },
          {
            cells: ["G5", "two"],
            runs: [
              [{ text: "G5", marked: false }],
              [{ text: "two", marked: false, href: "https://x.test/" }],
            ],
          },
        ],
      },
    ]);
    expect(partOf(linked, [])?.blocks[0]).not.toHaveProperty("rows.0.runs");
  });

  test("of a long table the rows that apply under its header, and how many more there are", () => {
    const rows = Array.from({ length: 30 }, (_, index) => `G${index} | ${index} days`);
    const [unit] = joinPieces(
      unitsIn(`Grade | Days\n---\n${rows.join("\n")}`).filter(({ text }) => /G(?:17|18);/.test(text)),
    );
    if (unit === undefined) throw new Error("no unit");
    const part = partOf(unit, marking(unit, "G17"));
    expect(part?.text).toBe(
      "| Grade | Days |\n| --- | --- |\n| G17 | 17 days |\n| G18 | 18 days |\n(28 more rows in the document)",
    );
    expect(part?.citations.map(({ quote }) => quote)).toEqual(["G17 | 17 days\nG18 | 18 days"]);
  });

  test("a piece of a table whose header lies outside still shows the header", () => {
    const unit = unitIn("G4 | 27\nG5 | 28", { lead: "Grade | Days" });
    expect(partOf(unit, [])?.text).toBe("| Grade | Days |\n| --- | --- |\n| G4 | 27 |\n| G5 | 28 |");
  });

  test("steps keep their numbers, also where the list is shown from the middle on", () => {
    const steps = Array.from({ length: 40 }, (_, index) => `1. Do ${index + 1}`).join("\n");
    const unit = unitIn(steps);
    expect(partOf(unit, [])?.text).toMatch(/^1\. Do 1\n2\. Do 2\n/);
    const late = partOf(unit, marking(unit, "Do 30"))?.text;
    expect(late).toMatch(/^28\. Do 28\n29\. Do 29\n30\. Do 30\n/);
    expect(late).toMatch(/more items in the document/);
  });

  test("a long paragraph around the sentence that answers, whole sentences only", () => {
    const sentences = Array.from(
      { length: 60 },
      (_, index) => `Rule ${index} holds on every day of the year.`,
    );
    const unit = unitIn(sentences.join(" "));
    const part = partOf(unit, marking(unit, "Rule 33 "));
    expect(part?.text).toContain("Rule 33 holds");
    expect(part?.text).toMatch(/^Rule \d+ .*\.$/);
    expect(part?.text.split(" ").length).toBeLessThanOrEqual(160);
    expect(part?.citations[0]?.quote).toBe(part?.text);
  });

  test("every quote is what stands in the document, and what is shown of text is in a quote", () => {
    const unit = unitIn("Run  this\non the server:\n\n$ npm stop\n$ npm start", { offset: 7 });
    const part = partOf(unit, []);
    const { section } = unit.passage;
    for (const { start, end, quote } of part?.citations ?? [])
      expect(section.text.slice(start - section.start, end - section.start)).toBe(quote);
    expect(part?.text).toBe("Run this on the server:\n\n```\nnpm stop\nnpm start\n```");
  });

  test("a footnote in another part of the section names the headings that stand above it", () => {
    const text = "# Holidays\n\nThirty days.\n\n# Sickness\n\nTell your lead.";
    const passage = passageOf({ text, headingPath: ["Rules", "Holidays"], passage: "Thirty days." });
    const paths = unitsOf(passage).map((unit) => partOf(unit, [])?.citations[0]?.headingPath);
    expect(paths).toEqual([
      ["Rules", "Holidays"],
      ["Rules", "Sickness"],
    ]);
  });
});
