import { escapeXml } from "./build-office.ts";
import { buildDocx, wordDocument } from "./build-zip.ts";

export interface WordParts {
  /** Parts that the text refers to, by the id of their relationship: what kind, and their XML. */
  readonly parts?: Readonly<Record<string, readonly [type: string, xml: string]>>;
  /** Addresses outside, by the id of their relationship. */
  readonly addresses?: Readonly<Record<string, string>>;
  readonly others?: Readonly<Record<string, Uint8Array | string>>;
}

/** A Word document with this in its body. The part of an id `x` is `word/x.xml`. */
export function buildWord(
  body: string,
  { parts = {}, addresses = {}, others = {} }: WordParts = {},
): Uint8Array {
  const relationships = [
    ...Object.entries(parts).map(
      ([id, [type]]) => `<Relationship Id="${id}" Type="http://x/${type}" Target="${id}.xml"/>`,
    ),
    ...Object.entries(addresses).map(
      ([id, target]) =>
        `<Relationship Id="${id}" Type="http://x/hyperlink" Target="${escapeXml(target)}" TargetMode="External"/>`,
    ),
  ];
  return buildDocx(wordDocument(body), {
    "word/_rels/document.xml.rels": `<Relationships>${relationships.join("")}</Relationships>`,
    ...Object.fromEntries(Object.entries(parts).map(([id, [, xml]]) => [`word/${id}.xml`, xml])),
    ...others,
  });
}

/** A run of text. @param properties what stands in its `w:rPr` */
export function run(text: string, properties = ""): string {
  const rPr = properties === "" ? "" : `<w:rPr>${properties}</w:rPr>`;
  return `<w:r>${rPr}<w:t xml:space="preserve">${escapeXml(text)}</w:t></w:r>`;
}

/** A paragraph of one run, or of these runs where they are markup. @param properties what stands in its `w:pPr` */
export function paragraph(content: string, properties = ""): string {
  const pPr = properties === "" ? "" : `<w:pPr>${properties}</w:pPr>`;
  return `<w:p>${pPr}${content.startsWith("<") ? content : run(content)}</w:p>`;
}

export function numbered(text: string, list: number, level = 0): string {
  return paragraph(text, `<w:numPr><w:ilvl w:val="${level}"/><w:numId w:val="${list}"/></w:numPr>`);
}

/** The definitions of lists, `levels` being what each level's `w:lvl` holds; list 1 is the first definition's. */
export function numberingOf(definitions: readonly (readonly string[])[], lists = ""): string {
  const abstract = definitions.map(
    (levels, id) =>
      `<w:abstractNum w:abstractNumId="${id}">${levels
        .map((level, at) => `<w:lvl w:ilvl="${at}">${level}</w:lvl>`)
        .join("")}</w:abstractNum>`,
  );
  const own = definitions.map(
    (_, id) => `<w:num w:numId="${id + 1}"><w:abstractNumId w:val="${id}"/></w:num>`,
  );
  return `<w:numbering>${abstract.join("")}${own.join("")}${lists}</w:numbering>`;
}

export function level(format: string, text: string, others = ""): string {
  return `<w:start w:val="1"/><w:numFmt w:val="${format}"/>${others}<w:lvlText w:val="${text}"/>`;
}
