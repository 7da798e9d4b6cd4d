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
    "h1 Rules",
    "p Wear a vest",
    "h2 Speaker notes",
    "p Say hello.",
    "h1 Slide 4",
    "p A picture says it",
  ]);
  expect(parsed.blocks.map((block) => block.page)).toEqual([1, 1, 3, 3, 3, 3, 4, 4]);
});

describe("lists are read as what the slide shows", () => {
  test("points of the placeholder for content, with what is below them", async () => {
    const points = body(
      '<a:p><a:t>fuel</a:t></a:p><a:p><a:pPr lvl="1"/><a:t>spare can</a:t></a:p><a:p/><a:p><a:t>oars</a:t></a:p>',
    );
    expect((await read(points))[1]).toBe("ul fuel / >spare can / oars");
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

test("line breaks, fields and shapes in groups are read; numbers, dates and second versions are not", async () => {
  const fields = body(
    "<a:p><a:r><a:t>in </a:t></a:r><a:fld><a:t>2024</a:t></a:fld><a:br/><a:r><a:t>here</a:t></a:r></a:p>",
    "",
  );
  const twice = `<mc:AlternateContent><mc:Choice>${shape("new")}</mc:Choice><mc:Fallback>${shape("old")}</mc:Fallback></mc:AlternateContent>`;
  const furniture = ["dt", "ftr", "sldNum"].map((kind) => shape("7", kind)).join("");
  const slide = `${shape("Title", "title")}<p:grpSp>${fields}${twice}</p:grpSp>${furniture}`;
  expect(await read(slide)).toEqual(["h1 Title", "p in 2024\nhere", "p new"]);
});

test("more slides than allowed are refused", async () => {
  const slides = buildPptx([{ xml: shape("a") }, { xml: shape("b") }]);
  expect((await refusal("a.pptx", slides, { maxPages: 1 })).message).toContain("2 slides; at most 1");
});

test("slides of pictures only hold no text", async () => {
  expect((await refusal("a.pptx", buildPptx([{ xml: "<p:pic/>" }]))).code).toBe("file_without_text");
});
