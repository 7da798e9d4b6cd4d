import { buildEpub, buildPptx, buildXlsx, shape, sheetData, slideTable } from "./build-office.ts";
import { type Part, toHtml } from "./draft-sources.ts";

/** One sheet; a blank row after every part, and a row of one cell for everything that is no table. */
export function toXlsx(document: readonly Part[]): Uint8Array {
  const rows = document.flatMap((part) => {
    if (part.kind === "table") return [...part.rows, []];
    if (part.kind === "list") return [...part.items.map((item) => [item.join(" ")]), []];
    return [[part.words.join(" ")], []];
  });
  return buildXlsx([{ name: "1", xml: sheetData(rows) }]);
}

/** A slide for every heading, and one before. */
export function toPptx(document: readonly Part[]): Uint8Array {
  const slides = [shape("1", "title")];
  for (const part of document) {
    const last = slides.length - 1;
    if (part.kind === "heading") slides.push(shape(part.words.join(" "), "title"));
    else if (part.kind === "table") slides[last] += slideTable(part.rows);
    else if (part.kind === "list") {
      slides[last] += shape(part.items.map((item) => item.join(" ")).join("\n"), "");
    } else slides[last] += shape(part.words.join(" "));
  }
  return buildPptx(slides.map((xml) => ({ xml })));
}

/** A page for every part. */
export function toEpub(document: readonly Part[]): Uint8Array {
  const pages = document.map((part, index) => [`${index} page.xhtml`, toHtml([part])]);
  return buildEpub(Object.fromEntries(pages));
}

/** The document as the HTML of a message without header lines that hold small letters in their values. */
export function toEml(document: readonly Part[]): Uint8Array {
  const page = toHtml(document).replace(/<nav>.*?<\/nav>/, "");
  const html = Buffer.from(page).toString("base64");
  const lines = html.match(/.{1,76}/g) ?? [];
  return new TextEncoder().encode(
    `Subject: 1\r\nMIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n${lines.join("\r\n")}\r\n`,
  );
}
