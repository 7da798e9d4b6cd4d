import { describe, expect, test } from "vitest";
import { numberText } from "../canonical/number-text.ts";
import { buildWord, level, numbered, numberingOf, paragraph } from "../testing/build-word.ts";
import { outlineOf, parse } from "../testing/parse.ts";

const read = async (body: string, numbering: string, styles = "<w:styles/>") =>
  outlineOf(
    await parse(
      "a.docx",
      buildWord(body, { parts: { numbering: ["numbering", numbering], styles: ["styles", styles] } }),
    ),
  );
const LEGAL = [level("decimal", "%1."), level("decimal", "%1.%2"), level("lowerLetter", "(%3)")];

describe("the number that Word writes before a paragraph is part of its text", () => {
  test("in levels, each of which begins anew below the next one above", async () => {
    const body = [
      numbered("Premises", 1),
      numbered("The shed", 1, 1),
      numbered("The quay", 1, 1),
      numbered("north", 1, 2),
      numbered("south", 1, 2),
      numbered("Rent", 1),
      numbered("Payment", 1, 1),
      numbered("monthly", 1, 2),
    ].join("");
    expect(await read(body, numberingOf([LEGAL]))).toEqual([
      "ul 1. Premises / >1.1 The shed / >1.2 The quay / >>(a) north / >>(b) south / 2. Rent / >2.1 Payment / >>(a) monthly",
    ]);
  });

  test("of headings, whose style has the list; a paragraph may take itself out", async () => {
    const styles = `<w:styles><w:style w:type="paragraph" w:styleId="H1"><w:name w:val="heading 1"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style><w:style w:type="paragraph" w:styleId="H2"><w:name w:val="heading 2"/><w:basedOn w:val="H1"/><w:pPr><w:numPr><w:ilvl w:val="1"/></w:numPr></w:pPr></w:style></w:styles>`;
    const numbering = numberingOf([
      [
        level("upperRoman", "%1", '<w:pStyle w:val="H1"/>'),
        level("decimal", "%1.%2", '<w:isLgl/><w:pStyle w:val="H2"/>'),
      ],
    ]);
    const body = [
      paragraph("One", '<w:pStyle w:val="H1"/>'),
      paragraph("Two", '<w:pStyle w:val="H1"/>'),
      paragraph("Deep", '<w:pStyle w:val="H2"/>'),
      paragraph("Without", '<w:pStyle w:val="H1"/><w:numPr><w:numId w:val="0"/></w:numPr>'),
    ].join("");
    expect(await read(body, numbering, styles)).toEqual([
      "h1 I One",
      "h1 II Two",
      "h2 2.1 Deep",
      "h1 Without",
    ]);
  });

  test("on from another list of the same definition, or anew where the list says so", async () => {
    const lists =
      '<w:num w:numId="2"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride></w:num>';
    const body = [1, 2, 3, 3]
      .map((list, index) => numbered(`item ${index}`, list) + paragraph("between"))
      .join("");
    const said = await read(body, numberingOf([LEGAL], lists));
    expect(said.filter((line) => line.startsWith("ul"))).toEqual([
      "ul 1. item 0",
      "ul 2. item 1",
      "ul 7. item 2",
      "ul 8. item 3",
    ]);
  });

  test("of a level that another need not restart", async () => {
    const never = [level("decimal", "%1"), level("decimal", "%2", '<w:lvlRestart w:val="0"/>')];
    const body = [numbered("a", 1), numbered("b", 1, 1), numbered("c", 1), numbered("d", 1, 1)].join("");
    expect(await read(body, numberingOf([never]))).toEqual(["ul 1 a / >1 b / 2 c / >2 d"]);
  });

  test("of a list style, which stands for a definition elsewhere", async () => {
    const numbering = numberingOf(
      [[level("lowerRoman", "%1)")]],
      '<w:abstractNum w:abstractNumId="9"><w:numStyleLink w:val="Clauses"/></w:abstractNum><w:num w:numId="9"><w:abstractNumId w:val="9"/></w:num>',
    );
    const styles =
      '<w:styles><w:style w:type="numbering" w:styleId="Clauses"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style></w:styles>';
    expect(await read(numbered("a", 9) + numbered("b", 9), numbering, styles)).toEqual(["ul i) a / ii) b"]);
  });

  test("but bullets are marks, not text, and an unknown list has none", async () => {
    const numbering = numberingOf([[level("bullet", "\uf0b7")]]);
    expect(await read(numbered("a", 1) + numbered("b", 7), numbering)).toEqual(["ul a", "p b"]);
  });
});

test.each([
  ["decimal", 12, "12"],
  ["decimalZero", 7, "07"],
  ["lowerRoman", 1994, "mcmxciv"],
  ["upperLetter", 28, "BB"],
  ["ordinal", 22, "22nd"],
  ["ordinal", 113, "113th"],
  ["cardinalText", 42, "Forty-two"],
  ["ordinalText", 21, "Twenty-first"],
  ["ordinalText", 30, "Thirtieth"],
  ["japaneseCounting", 23, "二十三"],
  ["arabicIndic", 10, "١٠"],
  ["none", 3, ""],
  ["lowerLetter", 1e9, "1000000000"],
])("%s: %d is %j", (format, number, text) => {
  expect(numberText(format, number)).toBe(text);
});

test("styles and lists that lead back to themselves end", async () => {
  const styles =
    '<w:styles><w:style w:type="paragraph" w:styleId="A"><w:basedOn w:val="B"/></w:style><w:style w:type="paragraph" w:styleId="B"><w:basedOn w:val="A"/></w:style><w:style w:type="numbering" w:styleId="L"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style></w:styles>';
  const numbering =
    '<w:numbering><w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="L"/></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>';
  expect(
    await read(paragraph("Text", '<w:pStyle w:val="A"/>') + numbered("Item", 1), numbering, styles),
  ).toEqual(["p Text", "p Item"]);
});

test("items lie as deep as the list has them, whatever depth it begins at", async () => {
  const numbering = numberingOf([
    [level("bullet", "-"), level("lowerLetter", "(%2)"), level("lowerRoman", "(%3)")],
  ]);
  const body =
    numbered("Berth", 1, 1) + numbered("quay", 1, 2) + numbered("buoy", 1, 2) + numbered("Keeper", 1, 1);
  const parsed = await parse("a.docx", buildWord(body, { parts: { n: ["numbering", numbering] } }));
  expect(outlineOf(parsed)).toEqual(["ul (a) Berth / >(i) quay / >(ii) buoy / (b) Keeper"]);
});
