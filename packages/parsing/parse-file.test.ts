import { asFootnoteError, ERROR_CODES } from "@footnote/contracts";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
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
});

describe("whatever the bytes are, they become canonical text or a problem of the file", () => {
  const extensions = ["md", "html", "txt", "csv", "tsv", "pdf", "docx", "xlsx", "bin", ""];
  const hostile = fc.oneof(
    fc.uint8Array({ maxLength: 400 }),
    fc.string({ unit: "binary", maxLength: 400 }).map((text) => new TextEncoder().encode(text)),
    fc
      .array(
        fc.constantFrom(
          ...'# |- ``` > * 1. [a](b) <div> </div> <table> <tr> <td rowspan=3> <li> <pre> &nbsp; {% x %} {{ --- \0 \ud800 \u00ad \ufeff \u202e ; , " \t \n \r\n %PDF-1.7 a b'.split(
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
});
