import { describe, expect, test } from "vitest";
import { buildPptx, shape, slideTable } from "../testing/build-office.ts";
import { outlineOf, parse, refusal } from "../testing/parse.ts";

const read = async (xml: string) => outlineOf(await parse("a.pptx", buildPptx([{ xml }])));
const body = (paragraphs: string, placeholder = "<p:ph/>") =>
  `<p:sp><p:nvSpPr><p:nvPr>${placeholder}</p:nvPr></p:nvSpPr><p:txBody>${paragraphs}</p:txBody></p:sp>`;

test("each slide is a page and a heading, its notes below it", async () => {
  const parsed = await parse(
    "a.pptx",
    buildPptx([
      { xml: shape("A short history", "subTitle") + shape("Boats", "ctrTitle") },
      { xml: shape("Secret", "title"), isHidden: true },
      { xml: shape("Rules", "title") + shape("Wear a vest", ""), notes: "Say hello." },
      { xml: shape("A picture says it") },
    ]),
  );
  expect(parsed).toMatchObject({ title: "Boats", format: "pptx", pages: 4 });
  expect(outlineOf(parsed)).toEqual([
    "h1 Boats",
    "p A short history",
    "h1 Secret",
    "h1 Rules",
    "p Wear a vest",
    "h2 Speaker notes",
    "p Say hello.",
    "h1 Slide 4",
    "p A picture says it",
  ]);
  expect(parsed.blocks.map((block) => block.page)).toEqual([1, 1, 2, 3, 3, 3, 3, 4, 4]);
  expect(parsed.notes).toEqual([{ kind: "hidden_slides", count: 1 }]);
});

describe("lists are read as what the slide shows", () => {
  test("points of the placeholder for content, with what is below them", async () => {
    const points = body(
      '<a:p><a:t>fuel</a:t></a:p><a:p><a:pPr lvl="1"/><a:t>spare can</a:t></a:p><a:p/><a:p><a:t>oars</a:t></a:p>',
    );
    expect((await read(points))[1]).toBe("ul fuel / >spare can / oars");
  });

  test("with their own numbers where these are other than 1, 2, 3; raised figures as powers", async () => {
    const item = (scheme: string, text: string, level = 0) =>
      `<a:p><a:pPr lvl="${level}"><a:buAutoNum ${scheme}/></a:pPr>${text}</a:p>`;
    const text = (said: string) => `<a:r><a:t>${said}</a:t></a:r>`;
    const power = `${text("10")}<a:r><a:rPr baseline="30000"/><a:t>6</a:t></a:r>`;
    const list = body(
      item('type="arabicPeriod" startAt="3"', text("untie")) +
        item('type="alphaLcParenR"', text("bow"), 1) +
        item('type="alphaLcParenR"', text("stern"), 1) +
        item('type="arabicPeriod" startAt="3"', power),
    );
    expect((await read(list))[1]).toBe("ol 3. untie / >a) bow / >b) stern / 4. 10^6");
  });

  test("numbers, and paragraphs without a bullet between", async () => {
    const mixed = body(
      '<a:p><a:pPr><a:buNone/></a:pPr><a:t>First:</a:t></a:p><a:p><a:pPr><a:buAutoNum type="x"/></a:pPr><a:t>untie</a:t></a:p><a:p><a:pPr><a:buAutoNum type="x"/></a:pPr><a:t>push</a:t></a:p>',
      '<p:ph type="body"/>',
    );
    expect((await read(mixed)).slice(1)).toEqual(["p First:", "ol untie / push"]);
  });

  test("a text box has bullets only where it says so", async () => {
    const box = body("<a:p><a:t>one</a:t></a:p><a:p><a:pPr><a:buChar/></a:pPr><a:t>two</a:t></a:p>", "");
    expect((await read(box)).slice(1)).toEqual(["p one", "ul two"]);
  });
});

test("tables keep their header row, and cells that span rows are repeated", async () => {
  expect(
    (
      await read(
        slideTable([
          ["Boat", "Crew"],
          ["Petrel", "4"],
        ]),
      )
    )[1],
  ).toBe("table1 Boat | Crew / Petrel | 4");
  const spanned = slideTable([
    ["North", "Ann"],
    ["", "Bob"],
  ]).replaceAll("<a:tc><a:txBody><a:p><a:r><a:t></a:t>", '<a:tc vMerge="1"><a:txBody><a:p><a:r><a:t></a:t>');
  expect((await read(spanned))[1]).toBe("table1 North | Ann / North | Bob");
});

test("names over several columns stand before each of theirs", async () => {
  const merged = slideTable([
    ["Berth", "Rates", "h"],
    ["v", "Day", "Night"],
    ["A1", "31", "47"],
  ])
    .replace("<a:tc><a:txBody><a:p><a:r><a:t>Berth", '<a:tc rowSpan="2"><a:txBody><a:p><a:r><a:t>Berth')
    .replace("<a:tc><a:txBody><a:p><a:r><a:t>Rates", '<a:tc gridSpan="2"><a:txBody><a:p><a:r><a:t>Rates')
    .replace("<a:tc><a:txBody><a:p><a:r><a:t>h<", '<a:tc hMerge="1"><a:txBody><a:p><a:r><a:t><')
    .replace("<a:tc><a:txBody><a:p><a:r><a:t>v<", '<a:tc vMerge="1"><a:txBody><a:p><a:r><a:t><');
  expect((await read(merged))[1]).toBe("table1 Berth | Rates Day | Rates Night / A1 | 31 | 47");
});

test("line breaks, fields and shapes in groups are read; slide numbers and second versions are not", async () => {
  const fields = body(
    "<a:p><a:r><a:t>in </a:t></a:r><a:fld><a:t>2024</a:t></a:fld><a:br/><a:r><a:t>here</a:t></a:r></a:p>",
    "",
  );
  const twice = `<mc:AlternateContent><mc:Choice>${shape("new")}</mc:Choice><mc:Fallback>${shape("old")}</mc:Fallback></mc:AlternateContent>`;
  const slide = `${shape("Title", "title")}<p:grpSp>${fields}${twice}</p:grpSp>${shape("7", "sldNum")}`;
  expect(await read(slide)).toEqual(["h1 Title", "p in 2024\nhere", "p new"]);
});

test("more slides than allowed are refused", async () => {
  const slides = buildPptx([{ xml: shape("a") }, { xml: shape("b") }]);
  expect((await refusal("a.pptx", slides, { maxPages: 1 })).message).toContain("2 slides; at most 1");
});

test("slides of pictures only hold no text", async () => {
  expect((await refusal("a.pptx", buildPptx([{ xml: "<p:pic/>" }]))).code).toBe("file_without_text");
});

test("what runs through the slides is said once, where it first stands", async () => {
  const running = shape("3 May", "dt") + shape("Confidential", "ftr");
  const layout = `<p:sldLayout><p:cSld>${shape("Port of Ems")}${shape("Click to add text", "body")}</p:cSld></p:sldLayout>`;
  const parts = { layout: ["slideLayout", layout] } as const;
  const slide = (title: string) => ({ xml: shape(title, "title") + running, parts });
  expect(outlineOf(await parse("a.pptx", buildPptx([slide("One"), slide("Two")])))).toEqual([
    "h1 One",
    "p 3 May",
    "p Confidential",
    "p Port of Ems",
    "h1 Two",
  ]);
  const without = { ...slide("One"), xml: `${shape("One", "title")}` };
  const hidden = buildPptx([without], {
    others: {
      "ppt/slides/slide1.xml":
        '<p:sld showMasterSp="0"><p:sp><p:txBody><a:p><a:t>x</a:t></a:p></p:txBody></p:sp></p:sld>',
    },
  });
  expect(outlineOf(await parse("a.pptx", hidden))).toEqual(["h1 Slide 1", "p x"]);
});

const frame = (inside: string) =>
  `<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id="1" name="x"/></p:nvGraphicFramePr><a:graphic>${inside}</a:graphic></p:graphicFrame>`;

describe("what stands on a slide besides text", () => {
  const number = (index: number, value: string) => `<c:pt idx="${index}"><c:v>${value}</c:v></c:pt>`;
  const series = (name: string, values: readonly string[], format = "General") =>
    `<c:ser><c:tx><c:strRef><c:strCache>${number(0, name)}</c:strCache></c:strRef></c:tx><c:cat><c:strRef><c:strCache>${number(0, "Q1")}${number(1, "Q2")}</c:strCache></c:strRef></c:cat><c:val><c:numRef><c:numCache><c:formatCode>${format}</c:formatCode>${values.map((it, index) => number(index, it)).join("")}</c:numCache></c:numRef></c:val></c:ser>`;
  const title = (text: string) =>
    `<c:title><c:tx><c:rich><a:p><a:r><a:t>${text}</a:t></a:r></a:p></c:rich></c:tx></c:title>`;

  test("a chart with its titles, and its series beside each other, numbers as they are shown", async () => {
    const chart = `<c:chartSpace><c:chart>${title("Dues")}<c:plotArea><c:barChart>${series("2024", ["1", "2.5"])}${series("2025", ["0.25", "0.5"], "0%")}</c:barChart><c:valAx>${title("EUR")}</c:valAx></c:plotArea></c:chart></c:chartSpace>`;
    const slide = {
      xml: shape("Figures", "title") + frame('<c:chart r:id="c"/>'),
      parts: { c: ["chart", chart] as const },
    };
    expect(outlineOf(await parse("a.pptx", buildPptx([slide])))).toEqual([
      "h1 Figures",
      "p Chart: Dues; EUR",
      "table1  | 2024 | 2025 / Q1 | 1 | 25% / Q2 | 2.5 | 50%",
    ]);
  });

  test("a chart of the newer kind, and one whose categories have groups", async () => {
    const newer = `<cx:chartSpace><cx:chartData><cx:data><cx:strDim><cx:lvl><cx:pt idx="0">North</cx:pt></cx:lvl></cx:strDim><cx:numDim><cx:lvl formatCode="0.0"><cx:pt idx="0">7</cx:pt></cx:lvl></cx:numDim></cx:data></cx:chartData><cx:chart><cx:title><cx:tx><cx:rich><a:p><a:r><a:t>Funnel</a:t></a:r></a:p></cx:rich></cx:tx></cx:title></cx:chart></cx:chartSpace>`;
    const grouped = `<c:chartSpace><c:plotArea><c:ser><c:cat><c:multiLvlStrRef><c:multiLvlStrCache><c:lvl>${number(0, "Q1")}${number(1, "Q2")}</c:lvl><c:lvl>${number(0, "2025")}</c:lvl></c:multiLvlStrCache></c:multiLvlStrRef></c:cat><c:val>${number(0, "1")}${number(1, "2")}</c:val></c:ser></c:plotArea></c:chartSpace>`;
    const slide = {
      xml: frame('<cx:chart r:id="n"/>') + frame('<c:chart r:id="g"/>'),
      parts: { n: ["chartEx", newer], g: ["chart", grouped] } as const,
    };
    expect(outlineOf(await parse("a.pptx", buildPptx([slide]))).slice(1)).toEqual([
      "p Chart: Funnel",
      "table0 North | 7.0",
      "table0 2025 Q1 | 1 / 2025 Q2 | 2",
    ]);
  });

  test("the sizes of bubbles, which are numbers of their own", async () => {
    const point = (kind: string, value: string) => `<c:${kind}>${number(0, value)}</c:${kind}>`;
    const chart = `<c:chartSpace><c:plotArea><c:bubbleChart><c:ser><c:tx>${number(0, "Quays")}</c:tx>${point("xVal", "3")}${point("yVal", "4")}${point("bubbleSize", "77")}</c:ser></c:bubbleChart></c:plotArea></c:chartSpace>`;
    const slide = { xml: frame('<c:chart r:id="c"/>'), parts: { c: ["chart", chart] as const } };
    expect(outlineOf(await parse("a.pptx", buildPptx([slide]))).slice(1)).toEqual([
      "table1  | Quays | Quays size / 3 | 4 | 77",
    ]);
  });

  test("labels that someone wrote to points of a chart; shapes drawn over it are noted", async () => {
    const chart =
      '<c:chartSpace><c:plotArea><c:ser><c:dLbls><c:dLbl><c:tx><c:rich><a:p><a:r><a:t>strike</a:t></a:r></a:p></c:rich></c:tx></c:dLbl></c:dLbls><c:val><c:pt idx="0"><c:v>1</c:v></c:pt></c:val></c:ser></c:plotArea><c:userShapes r:id="u"/></c:chartSpace>';
    const parsed = await parse(
      "a.pptx",
      buildPptx([{ xml: frame('<c:chart r:id="c"/>'), parts: { c: ["chart", chart] } }]),
    );
    expect(outlineOf(parsed).slice(1)).toEqual(["table0  | 1", "p Labels: strike"]);
    expect(parsed.notes).toEqual([
      { kind: "embedded_objects", count: 1, names: ["shapes drawn over a chart"] },
    ]);
  });

  test("a diagram (SmartArt) as the list that it is, in its order", async () => {
    const point = (id: string, text: string, more = "") =>
      `<dgm:pt modelId="${id}"${more}><dgm:t><a:p><a:r><a:t>${text}</a:t></a:r></a:p></dgm:t></dgm:pt>`;
    const link = (from: string, to: string, order: number) =>
      `<dgm:cxn srcId="${from}" destId="${to}" srcOrd="${order}"/>`;
    const data = `<dgm:dataModel><dgm:ptLst><dgm:pt modelId="d" type="doc"/>${point("b", "Moor")}${point("a", "Inspect")}${point("c", "the rope")}${point("p", "[Text]").replace("<dgm:t>", '<dgm:prSet phldr="1"/><dgm:t>')}</dgm:ptLst><dgm:cxnLst>${link("d", "b", 1)}${link("d", "a", 0)}${link("a", "c", 0)}${link("c", "a", 0)}</dgm:cxnLst></dgm:dataModel>`;
    const slide = { xml: frame('<dgm:relIds r:dm="m"/>'), parts: { m: ["diagramData", data] as const } };
    expect(outlineOf(await parse("a.pptx", buildPptx([slide])))[1]).toBe("ul Inspect / >the rope / Moor");
  });

  test("pictures by their description; what has none, recordings and objects are noted", async () => {
    const picture = (properties: string, more = "") =>
      `<p:pic><p:nvPicPr><p:cNvPr id="1" name="x" ${properties}/><p:nvPr>${more}</p:nvPr></p:nvPicPr><p:blipFill><a:blip r:embed="i"/></p:blipFill></p:pic>`;
    const slide = [
      picture('descr="The lock gate"'),
      picture(""),
      picture("", '<a:videoFile r:link="v"/>'),
      frame('<p:oleObj progId="Excel.Sheet.12"><p:pic><a:blip/></p:pic></p:oleObj>'),
      frame('<c:chart r:id="gone"/>'),
      frame('<dgm:relIds r:dm="gone"/>'),
    ].join("");
    const parsed = await parse("a.pptx", buildPptx([{ xml: slide }]));
    expect(outlineOf(parsed)).toEqual(["h1 Slide 1", "p Picture: The lock gate"]);
    expect(parsed.notes).toEqual([
      { kind: "pictures", count: 1 },
      { kind: "media", count: 1 },
      { kind: "embedded_objects", count: 1, names: ["Excel.Sheet.12"] },
      { kind: "charts", count: 1 },
      { kind: "diagrams", count: 1 },
    ]);
  });

  test("comments with their author, answers after them, as PowerPoint writes now and wrote before", async () => {
    const before = '<p:cmLst><p:cm authorId="0"><p:text>Too long.</p:text></p:cm></p:cmLst>';
    const body = (text: string) => `<p188:txBody><a:p><a:r><a:t>${text}</a:t></a:r></a:p></p188:txBody>`;
    const now = `<p188:cmLst><p188:cm authorId="{B}"><p188:replyLst><p188:reply authorId="0">${body("Done.")}</p188:reply></p188:replyLst>${body("Shorten.")}</p188:cm></p188:cmLst>`;
    const slide = { xml: shape("Text"), parts: { a: ["comments", before], b: ["comments", now] } as const };
    const authors =
      '<p:cmAuthorLst><p:cmAuthor id="0" name="Ann"/><p188:author id="{B}" name="Bo"/></p:cmAuthorLst>';
    expect(outlineOf(await parse("a.pptx", buildPptx([slide], { authors }))).slice(2)).toEqual([
      "p Comment by Ann: Too long.",
      "p Comment by Bo: Shorten.",
      "p Comment by Ann: Done.",
    ]);
  });

  test("links with where they lead, once for all of their runs, and formulas", async () => {
    const linked = (text: string) => `<a:r><a:rPr><a:hlinkClick r:id="l"/></a:rPr><a:t>${text}</a:t></a:r>`;
    const formula =
      "<mc:AlternateContent><mc:Choice><a14:m><m:oMath><m:f><m:num><m:r><m:t>a</m:t></m:r></m:num><m:den><m:r><m:t>b</m:t></m:r></m:den></m:f></m:oMath></a14:m></mc:Choice><mc:Fallback><a:r><a:t>picture</a:t></a:r></mc:Fallback></mc:AlternateContent>";
    const xml = body(
      `<a:p><a:r><a:t>See </a:t></a:r>${linked("the ")}${linked("site")}<a:r><a:t> for </a:t></a:r>${formula}</a:p>`,
      "",
    );
    const slide = { xml, addresses: { l: "https://example.org/a" } };
    expect(outlineOf(await parse("a.pptx", buildPptx([slide])))[1]).toBe(
      "p See the site (https://example.org/a) for a/b",
    );
  });
});
