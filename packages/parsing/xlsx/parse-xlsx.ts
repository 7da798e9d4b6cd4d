import type { Element } from "domhandler";
import type { DraftBlock, DraftDocument } from "../canonical/draft.ts";
import { NoteTaker } from "../canonical/note-taker.ts";
import { TextBudget } from "../canonical/text-budget.ts";
import type { FileLimits } from "../limits.ts";
import { CORE_PROPERTIES, titleOf } from "../office/properties.ts";
import { type Relationship, readRelationships, referenceOf } from "../office/relationships.ts";
import { corrupt } from "../problems.ts";
import { attribute, child, children, descendants, parseXml } from "../xml/tree.ts";
import { ZipArchive } from "../zip/archive.ts";
import { readComments, readPersons } from "./comments.ts";
import { readDrawings } from "./drawing.ts";
import { type NumberFormatter, numberFormatter } from "./number-formats.ts";
import { readRegions } from "./regions.ts";
import { runningText } from "./running-text.ts";
import { readSharedStrings } from "./shared-strings.ts";
import { readSheet } from "./sheet.ts";

const WHAT = "Excel workbook";
const WORKBOOK = "xl/workbook.xml";

/**
 * Each sheet that can be seen is a heading, its tables, what lies over its cells, and its comments. Hidden sheets are
 * left out and noted: they hold what their author took out of sight, mostly lists for choices. Hidden rows and columns
 * are read: a filter hides those, for a while.
 * @throws FootnoteError file_corrupt, file_encrypted, file_too_large
 */
export function parseXlsx(fileName: string, bytes: Uint8Array, limits: FileLimits): DraftDocument {
  const archive = new ZipArchive(bytes, WHAT, limits);
  const workbook = children(parseXml(archive.require(WORKBOOK)))[0];
  const sheets = workbook === undefined ? [] : [...descendants(workbook, "sheet")];
  const hidden = sheets.filter((it) => !isShown(it));
  const reader = new SheetReader(archive, workbook, limits, hidden.length > 0);
  for (const sheet of hidden) reader.notes.add("hidden_sheets", { name: attribute(sheet, "name") ?? "" });
  const blocks = sheets.filter(isShown).flatMap((sheet): DraftBlock[] => {
    const said = reader.read(sheet);
    const name = attribute(sheet, "name") ?? "";
    return said.length === 0 ? [] : [{ kind: "heading", level: 1, text: name }, ...said];
  });
  const title = titleOf(archive.read(CORE_PROPERTIES)) ?? fileName;
  return { title, blocks, notes: reader.notes.notes };
}

function isShown(sheet: Element): boolean {
  return (attribute(sheet, "state") ?? "visible") === "visible";
}

/** Reads sheet after sheet with what they share. */
class SheetReader {
  readonly notes = new NoteTaker();
  readonly #archive: ZipArchive;
  readonly #parts: readonly Relationship[];
  readonly #strings: readonly string[];
  readonly #formatNumber: NumberFormatter;
  readonly #persons: ReadonlyMap<string, string>;
  readonly #hasHiddenSheets: boolean;
  readonly #running = new Set<string>();
  readonly #budget: TextBudget;

  constructor(
    archive: ZipArchive,
    workbook: Element | undefined,
    limits: FileLimits,
    hasHiddenSheets: boolean,
  ) {
    this.#archive = archive;
    this.#parts = readRelationships(archive, WORKBOOK).parts;
    const properties = child(workbook, "workbookPr");
    const isFrom1904 = /^(?:1|true)$/.test((properties && attribute(properties, "date1904")) ?? "");
    this.#formatNumber = numberFormatter(this.#partOf("styles"), isFrom1904);
    this.#strings = readSharedStrings(this.#partOf("sharedStrings"));
    this.#persons = readPersons(this.#partOf("person"));
    this.#hasHiddenSheets = hasHiddenSheets;
    this.#budget = new TextBudget(limits, "Its cells repeat the same text, or stand far apart.");
  }

  read(sheet: Element): DraftBlock[] {
    const name = attribute(sheet, "name") ?? "";
    const part = this.#parts.find((it) => it.id === referenceOf(sheet.attribs));
    if (part === undefined) throw corrupt(WHAT, `its sheet ${name} is missing.`);
    // A sheet may be a chart and nothing else; or a dialogue or macros of Excel 4, which nobody reads as a sheet.
    if (part.type !== "worksheet" && part.type !== "chartsheet") {
      this.notes.add("embedded_objects", { name });
      return [];
    }
    const relationships = readRelationships(this.#archive, part.target);
    const xml = this.#archive.require(part.target);
    const content = readSheet(xml, this.#strings, this.#formatNumber, relationships.addresses);
    this.notes.add("formulas_without_result", { count: content.formulasWithoutResult });
    const reading = { archive: this.#archive, notes: this.notes, needsChartData: this.#hasHiddenSheets };
    return [
      ...this.#runningTexts(content.running),
      ...readRegions(content, (characters) => this.#budget.spend(characters)),
      ...this.#budget.spendOn(readDrawings(reading, relationships).filter(saysSomething)),
      ...this.#budget.spendOn(readComments(this.#archive, relationships, this.#persons, content.rows)),
    ];
  }

  /** What all pages show in print, said once. */
  #runningTexts(coded: readonly string[]): DraftBlock[] {
    return coded.map(runningText).flatMap((text): DraftBlock[] => {
      if (!/[\p{L}\p{N}]/u.test(text) || this.#running.has(text)) return [];
      this.#running.add(text);
      return [{ kind: "paragraph", text }];
    });
  }

  #partOf(type: string): Uint8Array | undefined {
    const part = this.#parts.find((it) => it.type === type);
    return part === undefined ? undefined : this.#archive.read(part.target);
  }
}

function saysSomething(block: DraftBlock): boolean {
  return !("text" in block) || block.text.trim() !== "";
}
