import type { FootnoteError } from "@footnote/contracts";
import { type ContentKind, contentKind } from "./content-kind.ts";
import { corrupt, encrypted, mislabelled, READABLE, unsupported } from "./problems.ts";

export type Format = "markdown" | "html" | "text" | "pdf" | "docx" | "csv";

const FORMATS: Readonly<Record<string, Format>> = {
  md: "markdown",
  markdown: "markdown",
  htm: "html",
  html: "html",
  xhtml: "html",
  txt: "text",
  text: "text",
  pdf: "pdf",
  docx: "docx",
  csv: "csv",
  tsv: "csv",
};

const ADVICE: Readonly<Record<string, readonly [what: string, action: string]>> = {
  ...group("xlsx xls xlsm xlsb", "Excel workbooks are not read yet", "Save each sheet as CSV."),
  ...group("ods numbers", "Spreadsheets of this kind are not read", "Save each sheet as CSV."),
  ...group("doc rtf odt pages", "Text documents of this kind are not read", "Save the file as .docx or PDF."),
  ...group("pptx ppt odp key", "Presentations are not read yet", "Export the slides as PDF."),
  ...group(
    "njk liquid j2 ejs hbs",
    "Templates are source code of web pages, not documents",
    "Put the page that is made from it into the bucket.",
  ),
  ...group(
    "png jpg jpeg gif webp tif tiff svg heic",
    "Pictures are not read",
    "Put the text that they show into a document.",
  ),
  ...group(
    "zip 7z tar gz rar",
    "Archives are not unpacked",
    "Unpack it and put the documents into the bucket.",
  ),
};

const NAMES: Readonly<Record<ContentKind, string>> = {
  pdf: "a PDF",
  docx: "a Word document",
  xlsx: "an Excel workbook",
  pptx: "a PowerPoint presentation",
  zip: "a zip archive",
  "broken zip": "a damaged zip archive",
  "encrypted office": "an Office document protected by a password",
  "old office": "an Office document in the format of 1997 to 2003",
  html: "a web page",
  text: "plain text",
  picture: "a picture",
  binary: "no text",
};

/**
 * Name and content must agree, so that nothing is indexed as what it is not (a "PDF" that is a web server's error
 * page). Formats of plain characters cannot be told apart, so there the name decides; and a file whose name says
 * nothing is read as what it is, where that is one of ours.
 * @throws FootnoteError file_mislabelled, file_encrypted, file_corrupt, file_unsupported
 */
export function detectFormat(key: string, bytes: Uint8Array): Format {
  const extension = /[^/.][^/]*\.([^/.]+)$/.exec(key)?.[1]?.toLowerCase();
  const named = extension === undefined ? undefined : FORMATS[extension];
  const kind = contentKind(bytes);
  if (named === undefined) return formatOfUnnamed(extension, kind);
  if (named === kind) return named;
  if (named !== "pdf" && named !== "docx") {
    if (kind === "text" || kind === "html") return named;
  } else if (kind === "binary" || kind === "broken zip") {
    const what = named === "pdf" ? "PDF" : "Word document";
    throw corrupt(
      what,
      `it does not ${kind === "binary" ? "begin" : "end"} as one should, so it is damaged or cut off.`,
    );
  }
  throw disagreement(`.${extension}`, named, kind);
}

function disagreement(named: string, format: Format, kind: ContentKind): FootnoteError {
  if (kind === "encrypted office") return encrypted(format === "docx" ? "Word document" : "Office document");
  return mislabelled(named, NAMES[kind], actionFor(format, kind));
}

function actionFor(format: Format, kind: ContentKind): string {
  if (kind === "pdf" || kind === "docx") return `Rename it so that it ends in .${kind}.`;
  if (kind === "old office") return "Open it in Office and save it as .docx.";
  if (kind === "html") {
    return `Perhaps a page about an error was saved in the document's place: download the ${format === "pdf" ? "PDF" : "document"} again. If the page is what you want, rename it so that it ends in .html.`;
  }
  if (kind === "text") return "Rename it so that it ends in .txt or .md, or upload the right file.";
  return `Upload the right file. What can be read is ${READABLE}.`;
}

function formatOfUnnamed(extension: string | undefined, kind: ContentKind): Format {
  if (kind === "pdf" || kind === "docx") return kind;
  if (extension === undefined && (kind === "text" || kind === "html")) return kind;
  if (kind === "encrypted office") throw encrypted("Office document");
  const known = extension === undefined ? undefined : ADVICE[extension];
  if (known !== undefined) throw unsupported(`${known[0]}.`, known[1]);
  const what = extension === undefined ? "Files of this kind" : `Files that end in .${extension}`;
  throw unsupported(
    `${what} are not read. What can be read is ${READABLE}.`,
    "Save it in one of those formats.",
  );
}

function group(extensions: string, what: string, action: string) {
  return Object.fromEntries(extensions.split(" ").map((extension) => [extension, [what, action] as const]));
}
