import type { DraftBlock, DraftItem } from "../canonical/draft.ts";
import { fieldsText, isSparse } from "../canonical/sparse-table.ts";
import { parseText } from "../parse-text.ts";
import { isObject, JsonNumber, type JsonObject, type JsonValue } from "./values.ts";

const NAMES = ["title", "name", "id"];

type Scalar = Exclude<JsonValue, JsonValue[] | JsonObject>;

/**
 * Data as a person would write it down: records as a table, an object as a list of what it says under headings for
 * what it holds, an array of values as a list.
 */
export function jsonBlocks(value: JsonValue, level: number): DraftBlock[] {
  if (Array.isArray(value)) return arrayBlocks(value, level);
  return isObject(value) ? objectBlocks(value, level) : scalarBlocks(value);
}

function objectBlocks(object: JsonObject, level: number): DraftBlock[] {
  const said: DraftItem[] = [];
  const held: DraftBlock[] = [];
  for (const [key, value] of Object.entries(object)) {
    if (isShort(value)) said.push({ text: `${key}: ${shortText(value)}`, depth: 0 });
    else held.push({ kind: "heading", level, text: key }, ...jsonBlocks(value, level + 1));
  }
  // First, or it would be read as part of what the last heading names.
  return said.length === 0 ? held : [{ kind: "list", ordered: false, items: said }, ...held];
}

function arrayBlocks(array: JsonValue[], level: number): DraftBlock[] {
  if (array.every(isRecord)) return [recordTable(array)];
  if (array.every(isRow))
    return [{ kind: "table", headerRows: 0, rows: array.map((row) => row.map(shortText)) }];
  if (array.every(isShort)) {
    return [{ kind: "list", ordered: false, items: array.map((it) => ({ text: shortText(it), depth: 0 })) }];
  }
  return array.flatMap((value, index) => [
    { kind: "heading", level, text: nameOf(value) ?? String(index + 1) } as const,
    ...jsonBlocks(value, level + 1),
  ]);
}

/** What a record is called, by itself. */
function nameOf(value: JsonValue): string | undefined {
  if (!isObject(value)) return undefined;
  return NAMES.map((name) => value[name]).find(
    (it): it is string => typeof it === "string" && it.trim() !== "" && isShort(it),
  );
}

/** Records that share hardly any field are no table: see `isSparse`. */
function recordTable(records: JsonObject[]): DraftBlock {
  const said = records.map((record) => Object.entries(record).filter(([, value]) => value !== null));
  const fields = [...new Set(records.flatMap((record) => Object.keys(record)))];
  const filled = said.reduce((sum, entries) => sum + entries.length, 0);
  if (isSparse(fields.length * records.length, filled)) {
    const texts = said.map((entries) => fieldsText(entries.map(([name, value]) => [name, shortText(value)])));
    return { kind: "list", ordered: false, items: texts.map((text) => ({ text, depth: 0 })) };
  }
  const rows = records.map((record) =>
    fields.map((field) => {
      const value = Object.hasOwn(record, field) ? record[field] : undefined;
      return value === undefined || value === null ? "" : shortText(value);
    }),
  );
  return { kind: "table", headerRows: 1, rows: [fields, ...rows] };
}

/** Text of several lines keeps them; it may be what the file is about. */
function scalarBlocks(value: Scalar): DraftBlock[] {
  return typeof value === "string"
    ? parseText(value).blocks
    : [{ kind: "paragraph", text: shortText(value) }];
}

/** What fits in a line; an empty array or object says no more than that it is empty. */
function isShort(value: JsonValue): boolean {
  if (typeof value === "string") return !/[\r\n]/.test(value.trim());
  if (Array.isArray(value)) return value.length === 0;
  return !isObject(value) || Object.keys(value).length === 0;
}

function shortText(value: JsonValue | undefined): string {
  if (value instanceof JsonNumber) return value.source;
  if (typeof value === "string") return value;
  return JSON.stringify(value ?? null);
}

function isRecord(value: JsonValue): value is JsonObject {
  if (!isObject(value)) return false;
  const values = Object.values(value);
  return values.length > 0 && values.every(isShort);
}

function isRow(value: JsonValue): value is JsonValue[] {
  return Array.isArray(value) && value.length > 1 && value.every(isShort);
}
