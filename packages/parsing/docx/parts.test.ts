import { describe, expect, test } from "vitest";
import {
  buildWord,
  level,
  numbered,
  numberingOf,
  paragraph,
  run,
  type WordParts,
} from "../testing/build-word.ts";
import { outlineOf, parse, refusal } from "../testing/parse.ts";

const open = (body: string, parts: WordParts = {}) => parse("a.docx", buildWord(body, parts));
const read = async (body: string, parts: WordParts = {}) => outlineOf(await open(body, parts));
const box = (text: string) => `<w:txbxContent>${paragraph(text)}</w:txbxContent>`;
const drawing = (inside: string, description = "") =>
  `<w:r><w:drawing><wp:inline><wp:docPr id="1" name="x" descr="${description}"/><a:graphic>${inside}</a:graphic></wp:inline></w:drawing></w:r>`;

describe("headers and footers are said once, where the first section that shows them begins", () => {
  const header = (text: string) => `<w:hdr>${paragraph(text)}</w:hdr>`;
  const reference = (kind: string, id: string, type = "default") =>
    `<w:${kind}Reference w:type="${type}" r:id="${id}"/>`;

  test("those of later sections where they differ", async () => {
    const parts = {
      h1: ["header", header("Number QM-7")],
      f1: ["footer", header("Valid until May")],
      h2: ["header", header("Annex A")],
    } as const;
    const first = `<w:sectPr>${reference("header", "h1")}${reference("footer", "f1")}</w:sectPr>`;
    const second = `<w:sectPr>${reference("header", "h2")}${reference("footer", "f1")}</w:sectPr>`;
    expect(
      await read(paragraph("One") + paragraph("Two", first) + paragraph("Three") + second, { parts }),
    ).toEqual(["p Number QM-7", "p Valid until May", "p One", "p Two", "p Annex A", "p Three"]);
  });

  test("those of first and even pages only where they are in use", async () => {
    const parts = { a: ["header", header("First")], b: ["header", header("Even")] } as const;
    const both = `${reference("header", "a", "first")}${reference("header", "b", "even")}`;
    const settings = ["settings", "<w:settings><w:evenAndOddHeaders/></w:settings>"] as const;
    const body = (section: string) => `${paragraph("Text")}<w:sectPr>${both}${section}</w:sectPr>`;
    expect(await read(body(""), { parts })).toEqual(["p Text"]);
    expect(await read(body("<w:titlePg/>"), { parts: { ...parts, settings } })).toEqual([
      "p First",
      "p Even",
      "p Text",
    ]);
  });

  test("with links of their own", async () => {
    const parts = {
      h: ["header", `<w:hdr>${paragraph(`<w:hyperlink r:id="a">${run("site")}</w:hyperlink>`)}</w:hdr>`],
    } as const;
    const others = {
      "word/_rels/h.xml.rels":
        '<Relationships><Relationship Id="a" Type="x/hyperlink" Target="https://h.example.org" TargetMode="External"/></Relationships>',
    };
    const body = `${paragraph("Text")}<w:sectPr>${reference("header", "h")}</w:sectPr>`;
    expect((await read(body, { parts, others, addresses: { a: "https://other.example.org" } }))[0]).toBe(
      "p site (https://h.example.org)",
    );
  });
});

describe("what a drawing holds follows its paragraph", () => {
  test("text boxes, of versions for new and old programs one", async () => {
    const both = `<w:r><mc:AlternateContent><mc:Choice>${`<w:drawing><wps:txbx>${box("Wear gloves.")}</wps:txbx></w:drawing>`}</mc:Choice><mc:Fallback><w:pict><v:textbox>${box("Wear gloves.")}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>`;
    expect(await read(paragraph(run("Rules: ") + both + run("see below.")))).toEqual([
      "p Rules: see below.",
      "p Wear gloves.",
    ]);
    expect(await read(paragraph(drawing(`<wps:txbx>${box("Bare box.")}</wps:txbx>`)))).toEqual([
      "p Bare box.",
    ]);
    expect(
      await read(paragraph(`<w:r><w:pict><v:textbox>${box("Old box.")}</v:textbox></w:pict></w:r>`)),
    ).toEqual(["p Old box."]);
    const empty = both.replace(/<mc:Choice>.*<\/mc:Choice>/, "<mc:Choice><new:thing/></mc:Choice>");
    expect(await read(paragraph(empty))).toEqual(["p Wear gloves."]);
  });

  test("also where a list ends before it, or begins with it", async () => {
    const parts = { n: ["numbering", numberingOf([[level("decimal", "%1.")]])] } as const;
    const withBox = (text: string) => run(text) + drawing(`<wps:txbx>${box(`Box of ${text}.`)}</wps:txbx>`);
    expect(
      await read(numbered("one", 1) + numbered(withBox("two"), 1) + paragraph(withBox("Three")), { parts }),
    ).toEqual(["ul 1. one / 2. two", "p Box of two.", "p Three", "p Box of Three."]);
    expect(await read(numbered(withBox("one"), 1) + numbered("two", 1), { parts })).toEqual([
      "ul 1. one / 2. two",
      "p Box of one.",
    ]);
  });

  test("descriptions of pictures; pictures that say nothing are noted, decoration is not", async () => {
    const picture = '<pic:pic><pic:cNvPr descr="The lock gate"/><a:blip r:embed="i"/></pic:pic>';
    expect((await open(paragraph(drawing(picture, "The lock gate")))).text).toBe("Picture: The lock gate");
    const plain = picture.replace("The lock gate", "images/gate.png");
    const decoration = drawing(plain).replace(
      'descr=""/>',
      'descr=""><a:ext><d:decorative val="1"/></a:ext></wp:docPr>',
    );
    const parsed = await open(paragraph("Text") + paragraph(drawing(plain)) + paragraph(decoration));
    expect(parsed.text).toBe("Text");
    expect(parsed.notes).toEqual([{ kind: "pictures", count: 1 }]);
  });

  test("charts and diagrams; those that are missing, and objects, are noted", async () => {
    const chart =
      '<c:chartSpace><c:title><a:p><a:r><a:t>Dues</a:t></a:r></a:p></c:title><c:plotArea><c:ser><c:tx><c:v>2025</c:v></c:tx><c:cat><c:pt idx="0"><c:v>May</c:v></c:pt></c:cat><c:val><c:pt idx="0"><c:v>7</c:v></c:pt></c:val></c:ser></c:plotArea></c:chartSpace>';
    const diagram =
      '<dgm:dataModel><dgm:pt modelId="1"><dgm:t><a:p><a:r><a:t>Inspect</a:t></a:r></a:p></dgm:t></dgm:pt></dgm:dataModel>';
    const body =
      paragraph(drawing('<c:chart r:id="c"/>') + drawing('<dgm:relIds r:dm="d"/>')) +
      paragraph(drawing('<c:chart r:id="gone"/>') + drawing('<dgm:relIds r:dm="gone"/>')) +
      paragraph(
        '<w:r><w:object><v:imagedata r:id="i"/><o:OLEObject ProgID="Excel.Sheet.12"/></w:object></w:r>',
      ) +
      paragraph('<w:r><w:object><o:OLEObject ProgID="Equation.3"/></w:object></w:r>');
    const parsed = await open(body, { parts: { c: ["chart", chart], d: ["diagramData", diagram] } });
    expect(outlineOf(parsed)).toEqual(["p Chart: Dues", "table1  | 2025 / May | 7", "ul Inspect"]);
    expect(parsed.notes).toEqual([
      { kind: "charts", count: 1 },
      { kind: "diagrams", count: 1 },
      { kind: "embedded_objects", count: 1, names: ["Excel.Sheet.12"] },
      { kind: "formulas", count: 1 },
    ]);
  });
});

test("comments follow what they are about, with their author; answers to them stand at the end", async () => {
  const comment = (id: number, author: string, text: string) =>
    `<w:comment w:id="${id}" w:author="${author}">${paragraph(text)}</w:comment>`;
  const comments = [
    "comments",
    `<w:comments>${comment(0, "Ann", "Approved.")}<w:comment w:id="1" w:author="">${paragraph("Really?", '<w:outlineLvl w:val="0"/>')}</w:comment></w:comments>`,
  ] as const;
  const body =
    paragraph(`${run("The crane costs 4,100.")}<w:r><w:commentReference w:id="0"/></w:r>`) + paragraph("End");
  expect(await read(body, { parts: { comments } })).toEqual([
    "p The crane costs 4,100.",
    "p Comment by Ann: Approved.",
    "p End",
    "p Comment: Really?",
  ]);
});

test("footnotes and endnotes stand at the end, in the order in which the text refers to them", async () => {
  const note = (kind: string, id: number, text: string) =>
    `<w:${kind} w:id="${id}">${paragraph(text)}</w:${kind}>`;
  const parts = {
    f: [
      "footnotes",
      `<w:footnotes><w:footnote w:type="separator" w:id="-1">${paragraph("line")}</w:footnote>${note("footnote", 1, "Of 2024.")}</w:footnotes>`,
    ],
    e: ["endnotes", `<w:endnotes>${note("endnote", 1, "See Ann.")}</w:endnotes>`],
  } as const;
  const body = paragraph(
    `${run("Levy")}<w:r><w:endnoteReference w:id="1"/></w:r>${run(" and rate")}<w:r><w:footnoteReference w:id="1"/></w:r>${run(".")}`,
  );
  expect(await read(body, { parts })).toEqual(["p Levy[1] and rate[2].", "p [1] See Ann.", "p [2] Of 2024."]);
});

describe("tables", () => {
  const cell = (content: string, properties = "") =>
    `<w:tc><w:tcPr>${properties}</w:tcPr>${content.startsWith("<") ? content : paragraph(content)}</w:tc>`;
  const row = (cells: string, properties = "") => `<w:tr><w:trPr>${properties}</w:trPr>${cells}</w:tr>`;

  test("repeat what spans rows, leave free what spans columns, and lack deleted rows", async () => {
    const table = `<w:tbl>${[
      row(cell("Area") + cell("Person", '<w:gridSpan w:val="2"/>'), "<w:tblHeader/>"),
      row(cell("North", '<w:vMerge w:val="restart"/>') + cell("Ann") + cell("Ash")),
      row(cell(paragraph(""), "<w:vMerge/>") + cell("Bob") + cell("Bay")),
      row(cell("Gone"), "<w:del/>"),
    ].join("")}</w:tbl>`;
    const parsed = await open(table);
    expect(outlineOf(parsed)).toEqual(["table1 Area | Person |  / North | Ann | Ash / North | Bob | Bay"]);
    expect(parsed.notes).toEqual([{ kind: "deletions", count: 1 }]);
  });

  test("have a header where all of the first row is bold, and content controls around rows and cells", async () => {
    const bold = (text: string) => cell(paragraph(run(text, "<w:b/>")));
    const control = (inside: string) => `<w:sdt><w:sdtPr/><w:sdtContent>${inside}</w:sdtContent></w:sdt>`;
    const table = `<w:tbl>${row(bold("Boat") + bold("Crew"))}${control(row(cell("Petrel") + control(cell("4"))))}</w:tbl>`;
    expect(await read(table)).toEqual(["table1 Boat | Crew / Petrel | 4"]);
  });

  test("have a header where their style sets the first row apart, unless they say otherwise", async () => {
    const styles = [
      "styles",
      '<w:styles><w:style w:type="table" w:styleId="A"><w:tblStylePr w:type="firstRow"><w:rPr><w:b/></w:rPr></w:tblStylePr></w:style><w:style w:type="table" w:styleId="B"><w:basedOn w:val="A"/></w:style></w:styles>',
    ] as const;
    const table = (look: string) =>
      `<w:tbl><w:tblPr><w:tblStyle w:val="B"/><w:tblLook ${look}/></w:tblPr>${row(cell("Boat") + cell("Crew"))}${row(cell("Petrel") + cell("4"))}</w:tbl>`;
    const parts = { styles };
    expect(await read(table('w:firstRow="1"'), { parts })).toEqual(["table1 Boat | Crew / Petrel | 4"]);
    expect(await read(table('w:val="04A0"'), { parts })).toEqual(["table1 Boat | Crew / Petrel | 4"]);
    expect(await read(table('w:firstRow="0"'), { parts })).toEqual(["table0 Boat | Crew / Petrel | 4"]);
  });

  test("that only place things are no tables", async () => {
    const inner = `<w:tbl>${row(cell("a") + cell("b"))}${row(cell("1") + cell("2"))}</w:tbl>`;
    const outer = `<w:tbl>${row(cell(paragraph("Left") + inner) + cell("Right"))}</w:tbl>`;
    expect(await read(outer)).toEqual(["p Left", "table0 a | b / 1 | 2", "p Right"]);
  });

  test("whose merged cell says more than the file weighs are refused before they are laid out", async () => {
    const first = row(cell("word ".repeat(200), '<w:vMerge w:val="restart"/>') + cell("x"));
    const others = row(cell(paragraph(""), "<w:vMerge/>") + cell("x")).repeat(200);
    const problem = await refusal("a.docx", buildWord(`<w:tbl>${first}${others}</w:tbl>`));
    expect([problem.code, problem.message]).toEqual([
      "file_too_large",
      expect.stringContaining("Its merged cells or its charts repeat the same text."),
    ]);
  });

  test("in tables without end are refused, not a crash", async () => {
    const deep = `${"<w:tbl><w:tr><w:tc>".repeat(3_000)}${paragraph("Text")}${"</w:tc></w:tr></w:tbl>".repeat(3_000)}`;
    const outcome = await read(deep).catch((error: { code: string }) => [error.code]);
    expect(["p Text", "file_too_large"]).toContain(outcome[0]);
  });
});

test("files that Word shows in place are read where they are web pages, else noted", async () => {
  const others = { "word/p.html": "<p>From a page.</p>", "word/x.rtf": "{\\rtf1 x}" };
  const bytes = buildWord(
    '<w:p><w:r><w:t>Text</w:t></w:r></w:p><w:altChunk r:id="p"/><w:altChunk r:id="x"/>',
    {
      others: {
        ...others,
        "word/_rels/document.xml.rels":
          '<Relationships><Relationship Id="p" Type="x/aFChunk" Target="p.html"/><Relationship Id="x" Type="x/aFChunk" Target="x.rtf"/></Relationships>',
      },
    },
  );
  const parsed = await parse("a.docx", bytes);
  expect(outlineOf(parsed)).toEqual(["p Text", "p From a page."]);
  expect(parsed.notes).toEqual([{ kind: "embedded_objects", count: 1, names: ["word/x.rtf"] }]);
});

test("rows of names that Word repeats on each page are one, what spans columns standing over each", async () => {
  const cell = (text: string, properties = "") =>
    `<w:tc><w:tcPr>${properties}</w:tcPr>${paragraph(text)}</w:tc>`;
  const row = (cells: string, properties = "") => `<w:tr><w:trPr>${properties}</w:trPr>${cells}</w:tr>`;
  const table = `<w:tbl>${[
    row(
      cell("Vessel", '<w:vMerge w:val="restart"/>') + cell("Summer", '<w:gridSpan w:val="2"/>'),
      "<w:tblHeader/>",
    ),
    row(cell("", "<w:vMerge/>") + cell("Day") + cell("Month"), "<w:tblHeader/>"),
    row(cell("Yacht") + cell("10") + cell("200")),
  ].join("")}</w:tbl>`;
  expect(await read(table)).toEqual(["table1 Vessel | Summer Day | Summer Month / Yacht | 10 | 200"]);
});

test("more rows than names are that Word repeats on each page stay rows", async () => {
  const row = (name: string, properties = "") =>
    `<w:tr><w:trPr>${properties}</w:trPr><w:tc>${paragraph(name)}</w:tc><w:tc>${paragraph("x")}</w:tc></w:tr>`;
  const repeated = ["A", "B", "C", "D", "E"].map((name) => row(name, "<w:tblHeader/>")).join("");
  expect(await read(`<w:tbl>${repeated}${row("F")}</w:tbl>`)).toEqual([
    "table1 A | x / B | x / C | x / D | x / E | x / F | x",
  ]);
});
