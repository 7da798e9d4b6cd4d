import { join } from "node:path";
import { DEFAULT_LIMITS, openParser, type ParserSandbox, readLanguages } from "@footnote/parsing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { parse } from "../../packages/parsing/testing/parse.ts";
import { compare } from "./parsing/compare.ts";
import { byFormat, measureFolder } from "./parsing/measure-folder.ts";

let parser: ParserSandbox;
beforeAll(() => {
  parser = openParser(DEFAULT_LIMITS, { languages: readLanguages(["eng"], undefined) });
});
afterAll(() => parser.close());

const FORMATS = "csv docx eml epub html md pdf pptx rst rtf srt txt xlsx".split(" ");

test("every format of our own documents is read with a median word recall of 1 and a mean of .99, in order, cells in place", async () => {
  const measured = byFormat(await measureFolder(join(import.meta.dirname, "parsing", "documents"), parser));
  expect(measured.map(({ format }) => format)).toEqual(FORMATS);
  for (const { format, medianRecall, meanRecall, order, cells } of measured) {
    expect([format, medianRecall]).toEqual([format, 1]);
    expect([format, meanRecall >= 0.99, order >= 0.95, (cells ?? 1) >= 0.99]).toEqual([
      format,
      true,
      true,
      true,
    ]);
  }
});

test("printed pages that were scanned are read with a word recall of .95, in order", async () => {
  const measured = byFormat(await measureFolder(join(import.meta.dirname, "parsing", "scans"), parser));
  expect(measured.map(({ format }) => format)).toEqual(["pdf", "png"]);
  for (const { format, meanRecall, order } of measured)
    expect([format, meanRecall >= 0.95, order >= 0.95]).toEqual([format, true, true]);
});

test("what is lost, out of order or in another row counts as that", async () => {
  const document = await parse(
    "a.md",
    "gate opens at six\n\n| ship | berth |\n|---|---|\n| smew | north |\n| teal | south |\n",
  );
  const reference = (text: string) => compare(document, text);
  expect(reference("gate opens at six")).toEqual({ recall: 1, order: 1, cells: null });
  expect(reference("gate opens at nine")).toMatchObject({ recall: 0.75, order: 2 / 3 });
  expect(reference("six at opens gate")).toMatchObject({ recall: 1, order: 0 });
  expect(reference("| smew | north |\n| teal | south |").cells).toBe(1);
  expect(reference("| smew | south |\n| teal | north |").cells).toBe(0.5);
});
