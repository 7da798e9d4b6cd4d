import type { AnswerBlock } from "@footnote/contracts";

/** So many rows still stand beside each other where their columns stand below each other. */
const MOST_ROWS = 2;
/** With fewer columns a row is in sight as it is. */
const LEAST_COLUMNS = 4;
/** About as many characters as a row has room for beside the footnotes. */
const ROOM = 90;

/** Whether few rows are so wide that one would have to scroll for the end of each. */
export function isRecord({ header, rows }: Extract<AnswerBlock, { kind: "table" }>): boolean {
  const [names = []] = header;
  const widest = Math.max(...rows.map(({ cells }) => cells.join(" ").length), names.join(" ").length);
  return header.length === 1 && rows.length <= MOST_ROWS && names.length >= LEAST_COLUMNS && widest > ROOM;
}
