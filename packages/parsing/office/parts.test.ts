import { asFootnoteError } from "@footnote/contracts";
import fc from "fast-check";
import { expect, test } from "vitest";
import { buildPptx, buildXlsx, shape, sheetData } from "../testing/build-office.ts";
import { buildWord, paragraph } from "../testing/build-word.ts";
import { expectCanonical } from "../testing/expect-canonical.ts";
import { parse } from "../testing/parse.ts";

const NAMES =
  "w:p w:p w:r w:r w:t w:t w:pPr w:rPr w:tbl w:tr w:tc w:tcPr w:vMerge w:sdt w:sdtContent w:ins w:del w:hyperlink w:fldSimple w:fldChar w:instrText w:drawing w:txbxContent w:sectPr w:headerReference w:commentReference w:footnoteReference w:comment w:footnote w:numPr w:numId w:ilvl w:num w:abstractNum w:abstractNumId w:lvl w:lvlText w:numFmt w:style w:basedOn w:name w:altChunk mc:AlternateContent mc:Choice mc:Fallback m:oMath m:r m:t m:f m:num m:den m:e m:nary m:d a:p a:r a:t a:blip p:sp p:txBody p:pic p:graphicFrame p:cm p:cmAuthor c:chart c:title c:plotArea c:ser c:cat c:val c:pt c:v c:lvl dgm:relIds dgm:pt dgm:cxn dgm:t xdr:sp xdr:txBody v:shape v:textbox x:ClientData comment text author threadedComment row c v f".split(
    " ",
  );
const ATTRIBUTES =
  'w:id="0" w:val="0" w:val="1" w:val="%1.%2" w:val="decimal" r:id="a" r:id="b" r:dm="a" w:fldCharType="begin" w:fldCharType="separate" w:fldCharType="end" w:instr="HYPERLINK" w:type="first" w:styleId="x" w:ilvl="1" w:numId="1" w:abstractNumId="0" idx="0" idx="9999" modelId="1" srcId="1" destId="1" ref="A1" ref="A1:B9" authorId="0" type="doc" descr="words" t="s" r="B2" w:gridSpan="9"'.split(
    " ",
  );

/** Well-formed, and nothing else: whatever a part may hold, in any other's place. */
const tree = fc.letrec<{ nodes: string; node: string }>((tie) => ({
  nodes: fc.array(tie("node"), { maxLength: 5 }).map((nodes) => nodes.join("")),
  node: fc.oneof(
    { depthSize: "small" },
    fc.constantFrom("word", " ", "7", "%1"),
    fc
      .tuple(
        fc.constantFrom(...NAMES),
        fc.uniqueArray(fc.constantFrom(...ATTRIBUTES), { maxLength: 3, selector: (it) => it.split("=")[0] }),
        tie("nodes"),
      )
      .map(([name, attributes, inside]) => `<${name} ${attributes.join(" ")}>${inside}</${name}>`),
  ),
})).nodes;

const KINDS = "styles numbering comments footnotes endnotes header settings chart diagramData".split(" ");

const FILES: [string, (part: string, other: string) => Uint8Array][] = [
  [
    "docx",
    (part, other) => {
      const parts = Object.fromEntries(KINDS.map((kind) => [kind, [kind, `<w:x>${other}</w:x>`] as const]));
      return buildWord(`${paragraph("Text")}${part}`, {
        parts: { ...parts, a: ["chart", `<w:x>${other}</w:x>`], b: ["header", `<w:x>${part}</w:x>`] },
        addresses: { l: "https://example.org" },
      });
    },
  ],
  [
    "pptx",
    (part, other) => {
      const parts = { a: ["chart", other], b: ["comments", other], l: ["slideLayout", part] } as const;
      return buildPptx([{ xml: shape("Text") + part, notes: "x", parts }], { authors: other });
    },
  ],
  [
    "xlsx",
    (part, other) => {
      const parts = {
        a: ["drawing", part],
        b: ["comments", other],
        c: ["threadedComment", other],
        d: ["vmlDrawing", part],
      } as const;
      const xml = sheetData([["Text", "b"]]) + part;
      return buildXlsx([{ name: "1", xml, parts }], { others: { "xl/persons.xml": other } });
    },
  ],
];

test.each(FILES)(
  "whatever stands in whatever part of a .%s, it becomes text or a problem of the file",
  async (extension, build) => {
    await fc.assert(
      fc.asyncProperty(tree, tree, async (part, other) => {
        const outcome = await parse(`a.${extension}`, build(part, other)).catch(asFootnoteError);
        if ("code" in outcome) expect(outcome.code).not.toBe("file_corrupt");
        else {
          expectCanonical(outcome);
          expect(outcome.text).toContain("Text");
        }
      }),
      { numRuns: 150 },
    );
  },
);

test("what looks like a row after the rows of a sheet takes no cell's place", async () => {
  const stray = '<row r="1"><c r="A1"><v>1</v></c></row>';
  const file = buildXlsx([{ name: "1", xml: sheetData([["Text", "b"]]) + stray, parts: {} }]);
  expect((await parse("a.xlsx", file)).text).toContain("Text");
});
