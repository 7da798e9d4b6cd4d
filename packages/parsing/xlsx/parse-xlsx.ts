import type { DraftBlock, DraftDocument } from "../canonical/draft.ts";
import { TextBudget } from "../canonical/text-budget.ts";
import type { FileLimits } from "../limits.ts";
import { CORE_PROPERTIES, titleOf } from "../office/properties.ts";
import { readRelationships } from "../office/relationships.ts";
import { corrupt } from "../problems.ts";
import { attribute, child, children, descendants, parseXml } from "../xml/tree.ts";
import { ZipArchive } from "../zip/archive.ts";
import { numberFormatter } from "./number-formats.ts";
import { readRegions } from "./regions.ts";
import { readSharedStrings } from "./shared-strings.ts";
import { readSheet } from "./sheet.ts";

const WORKBOOK = "xl/workbook.xml";

/**
 * Each sheet that can be seen is a heading and its tables. Hidden sheets are left out: they hold what their author
 * took out of sight, mostly lists for choices. Hidden rows and columns are read: a filter hides those, for a while.
 * Comments, charts and pictures are not read.
 * @throws FootnoteError file_corrupt, file_encrypted, file_too_large
 */
export function parseXlsx(fileName: string, bytes: Uint8Array, limits: FileLimits): DraftDocument {
  const archive = new ZipArchive(bytes, "Excel workbook", limits);
  const workbook = children(parseXml(archive.require(WORKBOOK)))[0];
  const { parts } = readRelationships(archive, WORKBOOK);
  const partOf = (type: string) => {
    const part = parts.find((it) => it.type === type);
    return part === undefined ? undefined : archive.read(part.target);
  };
  const properties = child(workbook, "workbookPr");
  const isFrom1904 = /^(?:1|true)$/.test((properties && attribute(properties, "date1904")) ?? "");
  const formatNumber = numberFormatter(partOf("styles"), isFrom1904);
  const strings = readSharedStrings(partOf("sharedStrings"));
  const budget = new TextBudget(limits, "Its cells repeat the same text, or stand far apart.");
  const blocks: DraftBlock[] = [];
  for (const sheet of workbook === undefined ? [] : descendants(workbook, "sheet")) {
    if ((attribute(sheet, "state") ?? "visible") !== "visible") continue;
    const name = attribute(sheet, "name") ?? "";
    const part = parts.find((it) => it.id === sheetPart(sheet.attribs));
    if (part === undefined) throw corrupt("Excel workbook", `its sheet ${name} is missing.`);
    // A sheet may be a chart and nothing else.
    if (part.type !== "worksheet") continue;
    const xml = archive.require(part.target);
    const regions = readRegions(readSheet(xml, strings, formatNumber), (characters) =>
      budget.spend(characters),
    );
    if (regions.length === 0) continue;
    blocks.push({ kind: "heading", level: 1, text: name }, ...regions);
  }
  return { title: titleOf(archive.read(CORE_PROPERTIES)) ?? fileName, blocks };
}

/** A sheet names its part as `r:id`, whatever the prefix; `sheetId` is another matter. */
function sheetPart(attributes: Readonly<Record<string, string>>): string | undefined {
  return Object.entries(attributes).find(([name]) => name.endsWith(":id"))?.[1];
}
