import { FootnoteError, type ParsedDocument, type SourceFile } from "@footnote/contracts";
import { assemble } from "./canonical/assemble.ts";
import type { DraftDocument } from "./canonical/draft.ts";
import { languageOf } from "./code/languages.ts";
import { parseCode } from "./code/parse-code.ts";
import { declaredInXml, readText } from "./decode.ts";
import { detectFormat, type Format } from "./detect.ts";
import { parseDocx } from "./docx/parse-docx.ts";
import { Enclosed } from "./eml/enclosed.ts";
import { parseEml } from "./eml/parse-eml.ts";
import { parseMhtml } from "./eml/parse-mhtml.ts";
import { parseEpub } from "./epub/parse-epub.ts";
import { parseHtml } from "./html/parse-html.ts";
import { parseJson } from "./json/parse-json.ts";
import { type FileLimits, limitsOf, type ParseLimits } from "./limits.ts";
import { parseMarkdown } from "./markdown/parse-markdown.ts";
import { parsePicture } from "./ocr/parse-picture.ts";
import type { RecognisedFile } from "./ocr/recognised-page.ts";
import { parseCsv } from "./parse-csv.ts";
import { parseLines, parseText } from "./parse-text.ts";
import { parsePdf } from "./pdf/parse-pdf.ts";
import { parsePptx } from "./pptx/parse-pptx.ts";
import { corrupt, empty, nestedTooDeeply, withoutText } from "./problems.ts";
import { parseRtf } from "./rtf/parse-rtf.ts";
import { ASCIIDOC } from "./text/asciidoc.ts";
import { parseCalendar } from "./text/calendar.ts";
import type { Dialect } from "./text/dialect.ts";
import { parseNotebook } from "./text/notebook.ts";
import { ORG } from "./text/org.ts";
import { readProse } from "./text/prose.ts";
import { restructuredText } from "./text/restructured-text.ts";
import { barSimpleTables } from "./text/simple-tables.ts";
import { parseSubtitles } from "./text/subtitles.ts";
import { parseTex } from "./text/tex.ts";
import { MEDIAWIKI, TEXTILE } from "./text/wiki.ts";
import { parseXmlText } from "./text/xml-text.ts";
import { parseXlsx } from "./xlsx/parse-xlsx.ts";

const NAMES: Readonly<Record<Format, string>> = {
  markdown: "Markdown file",
  html: "web page",
  text: "text file",
  pdf: "PDF",
  picture: "picture",
  docx: "Word document",
  xlsx: "Excel workbook",
  pptx: "PowerPoint presentation",
  epub: "EPUB book",
  eml: "e-mail",
  mhtml: "saved web page",
  csv: "CSV file",
  json: "JSON file",
  code: "source code",
  log: "log",
  rst: "reStructuredText file",
  asciidoc: "AsciiDoc file",
  org: "Org file",
  tex: "LaTeX file",
  textile: "Textile file",
  mediawiki: "wiki page",
  subtitles: "subtitles",
  calendar: "calendar or contact",
  notebook: "notebook",
  xml: "XML file",
  rtf: "RTF document",
};

/** How pages come to text that hold none: what is unread is told, recognised elsewhere, and handed in the second time. */
export interface Recognition {
  readonly recognised?: RecognisedFile | undefined;
  /** Called before a file that holds no other text is refused, too. */
  readonly onUnread?: (pages: readonly number[]) => void;
}

/**
 * Reads an untrusted file in this very process: see `openParser` for one that survives what a file can do.
 * @throws FootnoteError with one of the `file_…` codes
 */
export async function parseFile(
  source: SourceFile,
  limits: ParseLimits,
  { recognised, onUnread }: Recognition = {},
): Promise<ParsedDocument> {
  const own = limitsOf(source.bytes.length, limits);
  return readAs(source, async (format) => {
    const draft = await parseAs(format, source, own, Enclosed.outermost(readEnclosed, own), recognised);
    if (draft.unread !== undefined && draft.unread.length > 0) onUnread?.(draft.unread);
    return assemble(format, source.key, draft, own);
  });
}

/** A file within another, which becomes a part of that one's text. Pages that hold none are not recognised there. */
function readEnclosed(source: SourceFile, limits: FileLimits, enclosed: Enclosed): Promise<DraftDocument> {
  return readAs(source, async (format) => {
    const draft = await parseAs(format, source, limits, enclosed, undefined);
    if (draft.blocks.length === 0 && draft.unread !== undefined) throw withoutText(format);
    return draft;
  });
}

/** @throws FootnoteError whatever `read` throws */
async function readAs<T>(source: SourceFile, read: (format: Format) => Promise<T>): Promise<T> {
  if (source.bytes.length === 0) throw empty();
  const format = detectFormat(source.key, source.bytes);
  try {
    return await read(format);
  } catch (error) {
    if (error instanceof FootnoteError) throw error;
    // How V8 says that the call stack is full, which nothing here fills but what nests.
    if (error instanceof RangeError && error.message.includes("call stack")) throw nestedTooDeeply();
    throw corrupt(NAMES[format], "its content is damaged or unlike anything expected.", error);
  }
}

function parseAs(
  format: Format,
  source: SourceFile,
  limits: FileLimits,
  enclosed: Enclosed,
  recognised: RecognisedFile | undefined,
): DraftDocument | Promise<DraftDocument> {
  const { key, bytes } = source;
  const fileName = key.slice(key.lastIndexOf("/") + 1);
  switch (format) {
    case "html":
      return parseHtml(bytes);
    case "eml":
      return parseEml(bytes, enclosed);
    case "mhtml":
      return parseMhtml(bytes);
    case "docx":
      return parseDocx(bytes, limits);
    case "xlsx":
      return parseXlsx(fileName, bytes, limits);
    case "pptx":
      return parsePptx(bytes, limits);
    case "epub":
      return parseEpub(bytes, limits);
    case "pdf":
      return parsePdf(bytes, limits, recognised);
    case "picture":
      return parsePicture(bytes, limits, recognised);
    case "rtf":
      return parseRtf(bytes);
    default: {
      const { text, notes } = readText(bytes, format === "xml" ? declaredInXml(bytes) : undefined);
      const draft = parseCharacters(format, key, text, limits);
      return { ...draft, notes: [...notes, ...(draft.notes ?? [])] };
    }
  }
}

/** Formats of plain characters. */
function parseCharacters(
  format: Exclude<
    Format,
    "html" | "eml" | "mhtml" | "docx" | "xlsx" | "pptx" | "epub" | "pdf" | "picture" | "rtf"
  >,
  key: string,
  text: string,
  limits: FileLimits,
): DraftDocument {
  const fileName = key.slice(key.lastIndexOf("/") + 1);
  const prose = (dialect: Dialect) => ({ title: undefined, blocks: readProse(text, dialect) });
  switch (format) {
    case "markdown":
      return parseMarkdown(text, /\.mdx$/i.test(fileName) ? "mdx" : "markdown");
    case "text":
      return parseText(text);
    case "log":
      return parseLines(text);
    case "csv":
      return parseCsv(text);
    case "json":
      return parseJson(fileName, text, limits);
    case "code":
      return parseCode(fileName, languageOf(key) ?? "", text);
    case "rst":
      return { title: undefined, blocks: readProse(barSimpleTables(text), restructuredText()) };
    case "asciidoc":
      return prose(ASCIIDOC);
    case "org":
      return prose(ORG);
    case "textile":
      return prose(TEXTILE);
    case "mediawiki":
      return prose(MEDIAWIKI);
    case "tex":
      return parseTex(text);
    case "subtitles":
      return parseSubtitles(fileName, text);
    case "calendar":
      return parseCalendar(text);
    case "notebook":
      return parseNotebook(text);
    case "xml":
      return parseXmlText(fileName, text, limits);
  }
}
