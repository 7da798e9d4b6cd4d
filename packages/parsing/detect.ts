import type { FootnoteError } from "@footnote/contracts";
import { languageOf } from "./code/languages.ts";
import { type ContentKind, contentKind } from "./content-kind.ts";
import { isMhtml } from "./eml/parse-mhtml.ts";
import { corrupt, encrypted, mislabelled, program, READABLE, template, unsupported } from "./problems.ts";

export type Format =
  | "markdown"
  | "html"
  | "text"
  | "pdf"
  | "docx"
  | "xlsx"
  | "pptx"
  | "epub"
  | "eml"
  | "mhtml"
  | "csv"
  | "json"
  | "code"
  | "log"
  | "rst"
  | "asciidoc"
  | "org"
  | "tex"
  | "textile"
  | "mediawiki"
  | "subtitles"
  | "calendar"
  | "notebook"
  | "xml"
  | "rtf"
  | "picture";

const FORMATS: Readonly<Record<string, Format>> = {
  ...all("markdown", "md markdown mkd mkdn mdwn mdown mdx rmd qmd"),
  ...all("html", "htm html xhtml xht shtml"),
  ...all("text", "txt text asc me nfo"),
  ...all("log", "log out err trace lst po pot"),
  ...all("rst", "rst rest"),
  ...all("asciidoc", "adoc asciidoc ad"),
  ...all("tex", "tex latex ltx"),
  ...all("mediawiki", "mediawiki wiki"),
  ...all("subtitles", "srt vtt"),
  ...all("calendar", "ics ical ifb vcs vcf vcard"),
  ...all("xml", "xml xsd xsl xslt wsdl rss atom opml plist resx xliff xlf tmx kml gpx dita ditamap dbk svg"),
  org: "org",
  textile: "textile",
  ipynb: "notebook",
  rtf: "rtf",
  pdf: "pdf",
  ...all("picture", "png jpg jpeg jpe jfif tif tiff webp bmp dib"),
  docx: "docx",
  docm: "docx",
  dotx: "docx",
  dotm: "docx",
  xlsx: "xlsx",
  xlsm: "xlsx",
  xltx: "xlsx",
  xltm: "xlsx",
  pptx: "pptx",
  pptm: "pptx",
  ppsx: "pptx",
  ppsm: "pptx",
  potx: "pptx",
  potm: "pptx",
  epub: "epub",
  eml: "eml",
  ...all("mhtml", "mht mhtml"),
  ...all("csv", "csv tsv tab psv"),
  ...all("json", "json jsonl ndjson geojson har webmanifest"),
};

/** Formats whose content says what they are; the others are plain characters, all alike. */
const RECOGNISED = {
  pdf: "PDF",
  docx: "Word document",
  xlsx: "Excel workbook",
  pptx: "PowerPoint presentation",
  epub: "EPUB book",
  rtf: "RTF document",
  picture: "picture",
} as const satisfies Partial<Record<Format & ContentKind, string>>;
type Recognised = keyof typeof RECOGNISED;

const ADVICE: Readonly<Record<string, readonly [what: string, action: string]>> = {
  ...kinds("xls xlsb ods numbers", "Spreadsheets", "Save the file as .xlsx."),
  ...kinds("doc odt pages", "Text documents", "Save the file as .docx or PDF."),
  ...kinds("ppt odp key", "Presentations", "Save the file as .pptx or PDF."),
  ...kinds("mobi azw azw3", "Books", "Save the book as EPUB or PDF."),
  ...kinds("gif heic heif avif jp2 jxl psd", "Pictures", "Save it as PNG or JPEG."),
  ...group("msg", "Outlook's own message files are not read", "Save the message as .eml."),
  ...group(
    "pem ppk pfx p12 jks keystore kdbx",
    "Keys and certificates are not documents, and must not be found by searching",
    "Keep it where only its program reads it.",
  ),
  ...group("zip 7z tar gz rar", "Archives are not unpacked", "Unpack it and add the files that it holds."),
};

/** The same of what may be text all the same, and is read then. */
const ADVICE_WITHOUT_TEXT: typeof ADVICE = {
  ...kinds("dwg dxf vsd vsdx", "Drawings", "Save it as PDF."),
  ...kinds(
    "accdb mdb sqlite sqlite3 db parquet",
    "Databases",
    "Save the tables that people should find as .xlsx or .csv.",
  ),
  ...group(
    "p7m",
    "Signed and encrypted messages are not read as they are",
    "Open it in the mail program and save the message as .eml.",
  ),
  ...group(
    "mp3 wav m4a ogg flac aac wma mp4 mov avi mkv webm wmv m4v mpg mpeg",
    "Recordings and films are not listened to",
    "Add what is said in it as text, such as subtitles (.srt, .vtt).",
  ),
};

const PROGRAMS = /^(?:exe|dll|msi|iso|dmg|apk|jar|class|pyc|so)$/;

const TEMPLATES =
  /^(?:njk|liquid|j2|jinja2?|ejs|hbs|handlebars|mustache|twig|erb|haml|pug|tmpl|tpl|gotmpl|ftl|cshtml|jsp|webc)$/;

const NAMES: Readonly<Record<ContentKind, string>> = {
  pdf: "a PDF",
  docx: "a Word document",
  xlsx: "an Excel workbook",
  xlsb: "a binary Excel workbook",
  pptx: "a PowerPoint presentation",
  epub: "an EPUB book",
  zip: "a zip archive",
  "broken zip": "a damaged zip archive",
  "encrypted office": "an Office document protected by a password",
  "old office": "an Office document in the format of 1997 to 2003",
  html: "a web page",
  rtf: "an RTF document",
  text: "plain text",
  picture: "a picture",
  binary: "no text",
};

/**
 * Name and content must agree, so that nothing is indexed as what it is not (a "PDF" that is a web server's error
 * page). Formats of plain characters cannot be told apart, so there the name decides; and a file whose name says
 * nothing is read as what it is, where that is one of ours or plain text.
 * @throws FootnoteError file_mislabelled, file_encrypted, file_corrupt, file_unsupported
 */
export function detectFormat(key: string, bytes: Uint8Array): Format {
  const extension = extensionOf(key);
  const named = languageOf(key) === undefined ? FORMATS[extension ?? ""] : "code";
  const kind = contentKind(bytes);
  if (named === undefined) return formatOfUnnamed(extension, kind, bytes);
  if (named === kind) return named;
  if (!isRecognised(named)) {
    if (kind === "text" || kind === "html") return named;
    // A message may carry a PDF as it is.
    if (named === "eml" && kind === "pdf" && !beginsWith(bytes, "%PDF-")) return named;
  } else if (kind === "binary" || kind === "broken zip") {
    throw corrupt(
      RECOGNISED[named],
      `it does not ${kind === "binary" ? "begin" : "end"} as one should, so it is damaged or cut off.`,
    );
  }
  throw disagreement(`.${extension}`, named, kind);
}

function beginsWith(bytes: Uint8Array, magic: string): boolean {
  return Buffer.from(bytes.subarray(0, magic.length)).equals(Buffer.from(magic));
}

/** In lower case; undefined for a name without one. */
export function extensionOf(key: string): string | undefined {
  return /[^/.][^/]*\.([^/.]+)$/.exec(key)?.[1]?.toLowerCase();
}

function isRecognised(format: Format | ContentKind): format is Recognised {
  return Object.hasOwn(RECOGNISED, format);
}

function disagreement(named: string, format: Format, kind: ContentKind): FootnoteError {
  if (kind === "encrypted office")
    return encrypted(isRecognised(format) ? RECOGNISED[format] : "Office document");
  return mislabelled(named, NAMES[kind], actionFor(format, kind));
}

function actionFor(format: Format, kind: ContentKind): string {
  if (kind === "picture") return "Rename it so that it ends in what it is, such as .png or .jpg.";
  if (isRecognised(kind)) return `Rename it so that it ends in .${kind}.`;
  if (kind === "old office" || kind === "xlsb") {
    const extension = isRecognised(format) && format !== "epub" ? format : "pdf";
    return `Open it in Office and save it as .${extension}.`;
  }
  if (kind === "html") {
    return `Perhaps a page about an error was saved in the document's place: download the ${format === "pdf" ? "PDF" : "document"} again. If the page is what you want, rename it so that it ends in .html.`;
  }
  if (kind === "text") return "Rename it so that it ends in .txt or .md, or upload the right file.";
  return `Upload the right file. What can be read is ${READABLE}.`;
}

function formatOfUnnamed(extension: string | undefined, kind: ContentKind, bytes: Uint8Array): Format {
  if (isRecognised(kind)) return kind;
  if (kind === "encrypted office") throw encrypted("Office document");
  const known = extension === undefined ? undefined : ADVICE[extension];
  const isText = kind === "text" || kind === "html";
  // Programs export web pages and tables of tabs under the names of Office.
  if (isText && /^(?:doc|xls)$/.test(extension ?? "")) return exportedAs(extension ?? "", kind, bytes);
  if (TEMPLATES.test(extension ?? "")) throw template();
  if (known !== undefined) throw unsupported(`${known[0]}.`, known[1]);
  if (isText) return kind;
  if (PROGRAMS.test(extension ?? "")) throw program();
  const [what, action] = ADVICE_WITHOUT_TEXT[extension ?? ""] ?? [
    `Files ${extension === undefined ? "of this kind" : `that end in .${extension}`} are not read`,
    "If it holds text, save it as PDF, Word (.docx) or plain text; if not, leave it or delete it.",
  ];
  throw unsupported(`${what}.`, action);
}

function exportedAs(extension: string, kind: "text" | "html", bytes: Uint8Array): Format {
  if (isMhtml(bytes)) return "mhtml";
  if (kind === "html") return kind;
  if (beginsWith(bytes, "<?xml")) return "xml";
  return extension === "xls" ? "csv" : kind;
}

function all(format: Format, extensions: string) {
  return Object.fromEntries(extensions.split(" ").map((extension) => [extension, format]));
}

function group(extensions: string, what: string, action: string) {
  return Object.fromEntries(extensions.split(" ").map((extension) => [extension, [what, action] as const]));
}

function kinds(extensions: string, noun: string, action: string) {
  const advice = (extension: string) => [`${noun} that end in .${extension} are not read`, action] as const;
  return Object.fromEntries(extensions.split(" ").map((extension) => [extension, advice(extension)]));
}
