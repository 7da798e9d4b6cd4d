import { getFormatFromId, isDateFormat } from "numfmt";
import { formatNumber } from "../office/number.ts";
import { attribute, child, children, parseXml } from "../xml/tree.ts";

/** Shows the number in a cell of this style (the index that the cell names) as a person sees it. */
export type NumberFormatter = (value: number, style: number) => string;

/** Built-in formats that Excel shows in the order of the reader's country; nobody misreads these. */
const DATES_OF_A_COUNTRY: Readonly<Record<number, string>> = { 14: "yyyy-mm-dd", 22: "yyyy-mm-dd hh:mm" };
/** Days between the two days on which a workbook's calendar may begin: 1900 and, from old Macs, 1904. */
const DAYS_TO_1904 = 1_462;

export function numberFormatter(styles: Uint8Array | undefined, isFrom1904: boolean): NumberFormatter {
  const patterns = readPatterns(styles);
  return (value, style) => {
    const pattern = patterns[style] ?? "General";
    return formatNumber(isFrom1904 && isDateFormat(pattern) ? value + DAYS_TO_1904 : value, pattern);
  };
}

/** The pattern of each cell style, by the style's index. */
function readPatterns(styles: Uint8Array | undefined): string[] {
  if (styles === undefined) return [];
  const root = children(parseXml(styles))[0];
  const own = new Map(
    children(child(root, "numFmts")).map((it) => [
      Number(attribute(it, "numFmtId")),
      attribute(it, "formatCode") ?? "General",
    ]),
  );
  return children(child(root, "cellXfs")).map((style) => {
    const id = Number(attribute(style, "numFmtId") ?? 0);
    return own.get(id) ?? DATES_OF_A_COUNTRY[id] ?? getFormatFromId(id) ?? "General";
  });
}
