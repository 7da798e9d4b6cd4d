import { asFootnoteError, ERROR_CODES } from "@footnote/contracts";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cleanLine, cleanLines } from "./canonical/clean.ts";
import { buildEpub, buildPptx, buildXlsx, shape } from "./testing/build-office.ts";
import { buildPlainDocx } from "./testing/build-zip.ts";
import { toEml, toEpub, toPptx, toXlsx } from "./testing/draft-archives.ts";
import { type Part, parts, toDocx, toHtml, toMarkdown, toPdf, wordsOf } from "./testing/draft-sources.ts";
import { expectCanonical } from "./testing/expect-canonical.ts";
import { parse } from "./testing/parse.ts";

const cell = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 20 }),
  fc.constantFrom(
    "a cell of many words with one stray \0 in it",
    "\ud800",
    "one\r\ntwo",
    " | ",
    "\u00ad",
    "4,5",
    '"',
  ),
);
const rows = fc.array(fc.array(cell, { minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 20 });
const quote = (cell: string) => `"${cell.replaceAll('"', '""')}"`;

describe("every document keeps its words in reading order, in blocks that are slices of its text", () => {
  const formats: [string, (document: Part[]) => string | Uint8Array | Promise<Uint8Array>, number][] = [
    ["document.md", toMarkdown, 200],
    ["document.html", toHtml, 200],
    ["document.docx", toDocx, 30],
    ["document.pdf", toPdf, 40],
    ["document.xlsx", toXlsx, 60],
    ["document.pptx", toPptx, 60],
    ["document.epub", toEpub, 60],
    ["document.eml", toEml, 100],
  ];
  test.each(formats)("%s", async (key, write, numRuns) => {
    await fc.assert(
      fc.asyncProperty(parts, async (document) => {
        const parsed = await parse(key, await write(document));
        expectCanonical(parsed);
        expect(parsed.text.match(/[a-z]+/g)).toEqual(wordsOf(document));
      }),
      { numRuns },
    );
  });

  test("document.txt", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.stringMatching(/^[ a-z\n]{0,40}$/)), async (paragraphs) => {
        const text = `start\n\n${paragraphs.join("\n\n")}`;
        const parsed = await parse("document.txt", text);
        expectCanonical(parsed);
        expect(parsed.text.match(/[a-z]+/g)).toEqual(text.match(/[a-z]+/g));
      }),
    );
  });

  test("document.csv", async () => {
    await fc.assert(
      fc.asyncProperty(rows, fc.constantFrom(",", ";", "\t"), async (table, delimiter) => {
        const lines = [["name", "value", "remark"], ...table].map((row) => row.map(quote).join(delimiter));
        expectCanonical(await parse("document.csv", lines.join("\r\n")));
      }),
    );
  });

  test("document.json", async () => {
    await fc.assert(
      fc.asyncProperty(fc.object({ key: cell, values: [cell, fc.double(), fc.boolean()] }), async (value) => {
        const parsed = await parse("document.json", JSON.stringify({ value, end: "the end" }));
        expectCanonical(parsed);
        for (const said of stringsOf(value)) expect(parsed.text).toContain(said);
      }),
    );
  });

  test("document.ts", async () => {
    const line = fc.constantFrom(
      "",
      "",
      "  ",
      "const a = 1;",
      "// why",
      "function f() {",
      "  return 1;",
      "}",
      "else",
    );
    await fc.assert(
      fc.asyncProperty(fc.array(line, { maxLength: 30 }), async (lines) => {
        const source = ["start();", ...lines].join("\n");
        const parsed = await parse("document.ts", source);
        expectCanonical(parsed);
        expect(parsed.text.match(/\S+/g)).toEqual(source.match(/\S+/g));
      }),
    );
  });
});

/** Keys and texts with something to read in them, as they stand in a line. */
function stringsOf(value: unknown): string[] {
  if (typeof value === "string") return cleanLines(value).split("\n").map(cleanLine);
  if (Array.isArray(value)) return value.flatMap(stringsOf);
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, held]) => [cleanLine(key), ...stringsOf(held)]);
}

describe("whatever the bytes are, they become canonical text or a problem of the file", () => {
  const extensions = [
    "md",
    "html",
    "txt",
    "csv",
    "tsv",
    "pdf",
    "docx",
    "xlsx",
    "pptx",
    "epub",
    "eml",
    "json",
    "py",
    "rtf",
    "rst",
    "adoc",
    "org",
    "tex",
    "textile",
    "mediawiki",
    "log",
    "xml",
    "vtt",
    "ics",
    "ipynb",
    "ini",
    "bin",
    "",
  ];
  const hostile = fc.oneof(
    fc.uint8Array({ maxLength: 400 }),
    fc.string({ unit: "binary", maxLength: 400 }).map((text) => new TextEncoder().encode(text)),
    fc
      .array(
        fc.constantFrom(
          ...'# |- ``` > * 1. [a](b) <div> </div> <table> <tr> <td rowspan=3> <li> <pre> &nbsp; {% x %} {{ --- \0 \ud800 \u00ad \ufeff \u202e ; , " \t \n \r\n %PDF-1.7 {\\rtf1 \\pict \\cell \\row \\u-9 == === |=== {| |- \\begin{itemize} \\item \\begin{tabular} & #+BEGIN_SRC .. :: BEGIN:VEVENT SUMMARY:x --> 00:01.000 a b'.split(
            " ",
          ),
          "\n",
          "\n\n",
          "    ",
        ),
        { maxLength: 60 },
      )
      .map((tokens) => new TextEncoder().encode(tokens.join(" "))),
  );
  test.each(extensions)("named .%s", async (extension) => {
    await fc.assert(
      fc.asyncProperty(hostile, async (bytes) => {
        const outcome = await parse(`x.${extension}`, bytes).catch(asFootnoteError);
        if ("code" in outcome) {
          expect(outcome.code).toMatch(/^file_/);
          expect(ERROR_CODES[outcome.code].retryable).toBe(false);
          expect(outcome.action).toMatch(/\.$/);
        } else expectCanonical(outcome);
      }),
      { numRuns: 150 },
    );
  });

  const markup = fc
    .array(
      fc.constantFrom(
        ...'<row> <row r="3"> <row r="x"> </row> <c> <c r="XFD9"> <c r="A1" t="s"> <c t="n" s="9"> </c> <v> </v> 1 1e999 -5 <is> <t> </t> <mergeCell ref="A1:B99"/> <mergeCell ref="?"/> <a:p> </a:p> <a:t> </a:t> <a:pPr lvl="9"><a:buChar/></a:pPr> <p:sp> </p:sp> <p:ph type="title"/> <a:tbl> <a:tr> <a:tc vMerge="1"> </a:tc> <mc:AlternateContent> <p> </p> <h1> </h1> <table> <td> <li> &x; &#0; &amp; <![CDATA[ ]]> <!-- --> ]> word \0'.split(
          " ",
        ),
      ),
      { maxLength: 40 },
    )
    .map((tokens) => tokens.join(" "));
  const archives: [string, (xml: string) => Uint8Array][] = [
    [
      "xlsx",
      (xml) =>
        buildXlsx([{ name: "1", xml }], { others: { "xl/styles.xml": xml, "xl/sharedStrings.xml": xml } }),
    ],
    ["pptx", (xml) => buildPptx([{ xml: shape("Title", "title") }, { xml, notes: "note" }, { xml }])],
    ["epub", (xml) => buildEpub({ "a.xhtml": xml, "b.xhtml": `<p>Text</p>${xml}` })],
    ["docx", buildPlainDocx],
  ];
  test.each(archives)("and whatever the parts of a .%s are", async (extension, build) => {
    await fc.assert(
      fc.asyncProperty(markup, async (xml) => {
        const outcome = await parse(`x.${extension}`, build(xml)).catch(asFootnoteError);
        if ("code" in outcome) expect(outcome.code).toMatch(/^file_/);
        else expectCanonical(outcome);
      }),
      { numRuns: 150 },
    );
  });
});
