/** Excel's own limits; what claims to lie beyond is a mistake or an attack. */
export const MOST_ROWS = 1_048_576;
export const MOST_COLUMNS = 16_384;

/** Cells that are shown as one. Rows and columns count from 1. */
export interface MergedCells {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

/** "B2:C4", or the one cell "B2"; undefined for what is no place. */
export function rangeOf(reference: string): MergedCells | undefined {
  const [, left = "", top = "", right = left, bottom = top] =
    /^\$?([A-Z]{1,3})\$?(\d{1,7})(?::\$?([A-Z]{1,3})\$?(\d{1,7}))?$/.exec(reference) ?? [];
  const range = { top: Number(top), left: columnOf(left), bottom: Number(bottom), right: columnOf(right) };
  const isPlace =
    range.top >= 1 && range.left >= 1 && range.bottom <= MOST_ROWS && range.right <= MOST_COLUMNS;
  return isPlace ? range : undefined;
}

/** "AB12" is column 28; 0 for what names none. */
export function columnOf(reference: string): number {
  let column = 0;
  for (const letter of /^[A-Z]{0,3}/.exec(reference)?.[0] ?? "")
    column = column * 26 + letter.charCodeAt(0) - 64;
  return column;
}
