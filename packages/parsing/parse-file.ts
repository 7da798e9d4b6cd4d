import { FootnoteError, type ParsedDocument, type SourceFile } from "@footnote/contracts";
import { assemble } from "./canonical/assemble.ts";
import type { DraftDocument } from "./canonical/draft.ts";
import { LANGUAGES } from "./code/languages.ts";
import { parseCode } from "./code/parse-code.ts";
import { decodeText } from "./decode.ts";
import { detectFormat, extensionOf, type Format } from "./detect.ts";
import { parseDocx } from "./docx/parse-docx.ts";
import { parseEml } from "./eml/parse-eml.ts";
import { parseEpub } from "./epub/parse-epub.ts";
import { parseHtml } from "./html/parse-html.ts";
import { parseJson } from "./json/parse-json.ts";
import { type FileLimits, limitsOf, type ParseLimits } from "./limits.ts";
import { parseMarkdown } from "./markdown/parse-markdown.ts";
import { parseCsv } from "./parse-csv.ts";
import { parseText } from "./parse-text.ts";
import { parsePdf } from "./pdf/parse-pdf.ts";
import { parsePptx } from "./pptx/parse-pptx.ts";
import { corrupt, empty, nestedTooDeeply } from "./problems.ts";
import { parseXlsx } from "./xlsx/parse-xlsx.ts";

/** Raised whenever the same bytes would yield another document: part of the pipeline hash. */
export const PARSER_VERSION = 3;

const NAMES: Readonly<Record<Format, string>> = {
  markdown: "Markdown file",
  html: "web page",
  text: "text file",
  pdf: "PDF",
  docx: "Word document",
  xlsx: "Excel workbook",
  pptx: "PowerPoint presentation",
  epub: "EPUB book",
  eml: "e-mail",
  csv: "CSV file",
  json: "JSON file",
  code: "source code",
};

/**
 * Reads an untrusted file in this very process: see `openParser` for one that survives what a file can do.
 * @throws FootnoteError with one of the `file_…` codes
 */
export async function parseFile(source: SourceFile, limits: ParseLimits): Promise<ParsedDocument> {
  if (source.bytes.length === 0) throw empty();
  const format = detectFormat(source.key, source.bytes);
  const own = limitsOf(source.bytes.length, limits);
  try {
    return assemble(format, source.key, await parseAs(format, source, own), own);
  } catch (error) {
    if (error instanceof FootnoteError) throw error;
    // How V8 says that the call stack is full, which nothing here fills but what nests.
    if (error instanceof RangeError && error.message.includes("call stack")) throw nestedTooDeeply();
    throw corrupt(NAMES[format], "its content is damaged or unlike anything expected.", error);
  }
}

function parseAs(
  format: Format,
  { key, bytes }: SourceFile,
  limits: FileLimits,
): DraftDocument | Promise<DraftDocument> {
  const fileName = key.slice(key.lastIndexOf("/") + 1);
  switch (format) {
    case "markdown":
      return parseMarkdown(decodeText(bytes));
    case "html":
      return parseHtml(bytes);
    case "text":
      return parseText(decodeText(bytes));
    case "csv":
      return parseCsv(decodeText(bytes));
    case "json":
      return parseJson(fileName, decodeText(bytes), limits);
    case "code":
      return parseCode(fileName, LANGUAGES[extensionOf(key) ?? ""] ?? "", decodeText(bytes));
    case "eml":
      return parseEml(bytes);
    case "docx":
      return parseDocx(bytes, limits);
    case "xlsx":
      return parseXlsx(fileName, bytes, limits);
    case "pptx":
      return parsePptx(bytes, limits);
    case "epub":
      return parseEpub(bytes, limits);
    case "pdf":
      return parsePdf(bytes, limits);
  }
}
