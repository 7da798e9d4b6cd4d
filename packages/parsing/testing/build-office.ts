import { buildZip } from "./build-zip.ts";

const RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

export function escapeXml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}

function relationships(targets: readonly (readonly [type: string, target: string])[]): string {
  const items = targets.map(
    ([type, target], index) =>
      `<Relationship Id="rId${index + 1}" Type="${RELATIONSHIPS}/${type}" Target="${target}"/>`,
  );
  return `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${items.join("")}</Relationships>`;
}

export interface SheetSource {
  readonly name: string;
  /** What stands in `<worksheet>`: rows, merged cells. */
  readonly xml: string;
  readonly state?: string;
  /** Parts that the sheet refers to, by the id of their relationship: what kind, and their XML. */
  readonly parts?: Readonly<Record<string, readonly [type: string, xml: string]>>;
  /** Addresses outside, by the id of their relationship. */
  readonly addresses?: Readonly<Record<string, string>>;
}

/** The least that is an Excel workbook. A part that a sheet refers to by an id `x` is `xl/x.xml`. */
export function buildXlsx(
  sheets: readonly SheetSource[],
  { properties = "", others = {} }: { properties?: string; others?: Readonly<Record<string, string>> } = {},
): Uint8Array {
  const list = sheets.map(
    ({ name, state = "visible" }, index) =>
      `<sheet name="${escapeXml(name)}" sheetId="${index + 7}" state="${state}" r:id="rId${index + 1}"/>`,
  );
  return buildZip({
    "xl/workbook.xml": `<?xml version="1.0"?><workbook xmlns:r="${RELATIONSHIPS}">${properties}<sheets>${list.join("")}</sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": relationships([
      ...sheets.map((_, index) => ["worksheet", `worksheets/sheet${index + 1}.xml`] as const),
      ["styles", "styles.xml"],
      ["sharedStrings", "/xl/sharedStrings.xml"],
      ["person", "persons.xml"],
    ]),
    ...Object.fromEntries(
      sheets.flatMap(({ xml, parts = {}, addresses = {} }, index) => {
        const related = [
          ...Object.entries(parts).map(([id, [type]]) => relationship(id, type, `../${id}.xml`)),
          ...Object.entries(addresses).map(([id, address]) => relationship(id, "hyperlink", address, true)),
        ];
        const name = `sheet${index + 1}.xml`;
        return [
          [`xl/worksheets/${name}`, `<worksheet>${xml}</worksheet>`],
          [`xl/worksheets/_rels/${name}.rels`, `<Relationships>${related.join("")}</Relationships>`],
          ...Object.entries(parts).map(([id, [, part]]) => [`xl/${id}.xml`, part]),
        ];
      }),
    ),
    ...others,
  });
}

/** Rows of text, an empty string being no cell. */
export function sheetData(rows: readonly (readonly string[])[]): string {
  const lines = rows.map((row, index) => {
    const cells = row.map((text, column) =>
      text === ""
        ? ""
        : `<c r="${String.fromCharCode(65 + column)}${index + 1}" t="inlineStr"><is><t>${escapeXml(text)}</t></is></c>`,
    );
    return `<row r="${index + 1}">${cells.join("")}</row>`;
  });
  return `<sheetData>${lines.join("")}</sheetData>`;
}

export interface SlideSource {
  /** What stands in the slide's tree of shapes. */
  readonly xml: string;
  readonly notes?: string;
  readonly isHidden?: boolean;
  /** Parts that the slide refers to, by the id of their relationship: what kind, and their XML. */
  readonly parts?: Readonly<Record<string, readonly [type: string, xml: string]>>;
  /** Addresses outside, by the id of their relationship. */
  readonly addresses?: Readonly<Record<string, string>>;
}

/** The least that is a PowerPoint presentation. A part that slides refer to by an id `x` is `ppt/x.xml`. */
export function buildPptx(
  slides: readonly SlideSource[],
  { authors = "", others = {} }: { authors?: string; others?: Readonly<Record<string, string>> } = {},
): Uint8Array {
  const ids = slides.map((_, index) => `<p:sldId id="${256 + index}" r:id="rId${index + 1}"/>`);
  const files = slides.flatMap(({ xml, notes, isHidden = false, parts = {}, addresses = {} }, index) => {
    const name = `slide${index + 1}.xml`;
    const related = [
      ...(notes === undefined ? [] : [relationship("n", "notesSlide", `../notesSlides/${name}`)]),
      ...Object.entries(parts).map(([id, [type]]) => relationship(id, type, `../${id}.xml`)),
      ...Object.entries(addresses).map(([id, address]) => relationship(id, "hyperlink", address, true)),
    ];
    const page = `<p:notes><p:cSld><p:spTree>${shape(notes ?? "", "body")}${shape("7", "sldNum")}</p:spTree></p:cSld></p:notes>`;
    return [
      [
        `ppt/slides/${name}`,
        `<p:sld xmlns:a="a" xmlns:p="p"${isHidden ? ' show="0"' : ""}><p:cSld><p:spTree>${xml}</p:spTree></p:cSld></p:sld>`,
      ],
      ...(related.length === 0
        ? []
        : [[`ppt/slides/_rels/${name}.rels`, `<Relationships>${related.join("")}</Relationships>`]]),
      ...(notes === undefined ? [] : [[`ppt/notesSlides/${name}`, page]]),
      ...Object.entries(parts).map(([id, [, part]]) => [`ppt/${id}.xml`, part]),
    ] as [string, string][];
  });
  return buildZip({
    "ppt/presentation.xml": `<p:presentation xmlns:r="${RELATIONSHIPS}"><p:sldIdLst>${ids.join("")}</p:sldIdLst></p:presentation>`,
    "ppt/_rels/presentation.xml.rels": relationships([
      ...slides.map((_, index) => ["slide", `slides/slide${index + 1}.xml`] as const),
      ["commentAuthors", "authors.xml"],
    ]),
    ...(authors === "" ? {} : { "ppt/authors.xml": authors }),
    ...Object.fromEntries(files),
    ...others,
  });
}

function relationship(id: string, type: string, target: string, isExternal = false): string {
  const mode = isExternal ? ' TargetMode="External"' : "";
  return `<Relationship Id="${id}" Type="${RELATIONSHIPS}/${type}" Target="${escapeXml(target)}"${mode}/>`;
}

/** A shape with a paragraph for each line; `placeholder` undefined for a free text box. */
export function shape(text: string, placeholder?: string): string {
  const place =
    placeholder === undefined ? "" : `<p:ph${placeholder === "" ? "" : ` type="${placeholder}"`}/>`;
  const paragraphs = text
    .split("\n")
    .map((line) => `<a:p><a:r><a:t>${escapeXml(line)}</a:t></a:r></a:p>`)
    .join("");
  return `<p:sp><p:nvSpPr><p:nvPr>${place}</p:nvPr></p:nvSpPr><p:txBody>${paragraphs}</p:txBody></p:sp>`;
}

export function slideTable(rows: readonly (readonly string[])[]): string {
  const lines = rows.map(
    (row) =>
      `<a:tr>${row.map((cell) => `<a:tc><a:txBody><a:p><a:r><a:t>${escapeXml(cell)}</a:t></a:r></a:p></a:txBody></a:tc>`).join("")}</a:tr>`,
  );
  return `<p:graphicFrame><a:graphic><a:graphicData><a:tbl><a:tblPr firstRow="1"/>${lines.join("")}</a:tbl></a:graphicData></a:graphic></p:graphicFrame>`;
}

/** The least that is a book: pages by name in the order of their reading, and whatever else. */
export function buildEpub(
  pages: Readonly<Record<string, string>>,
  { title = "", others = {} }: { title?: string; others?: Readonly<Record<string, string>> } = {},
): Uint8Array {
  const names = Object.keys(pages);
  const items = names.map(
    (name, index) =>
      `<item id="i${index}" href="${encodeURIComponent(name)}" media-type="application/xhtml+xml"/>`,
  );
  // Listed the other way round: the spine is what counts.
  const manifest = items.toReversed().join("");
  const spine = names.map((_, index) => `<itemref idref="i${index}"/>`).join("");
  return buildZip({
    mimetype: "application/epub+zip",
    "META-INF/container.xml": `<container><rootfiles><rootfile full-path="OPS/book.opf"/></rootfiles></container>`,
    "OPS/book.opf": `<package><metadata><dc:title>${escapeXml(title)}</dc:title></metadata><manifest>${manifest}</manifest><spine>${spine}</spine></package>`,
    ...Object.fromEntries(names.map((name) => [`OPS/${name}`, pages[name] ?? ""])),
    ...others,
  });
}
