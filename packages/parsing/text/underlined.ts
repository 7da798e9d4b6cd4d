import type { Heading } from "./dialect.ts";

/** A line of one mark and nothing else; a table's has spaces. */
const UNDERLINE = /^([=\-~^"'`*#+.:_])\1{2,}\s*$/;

/**
 * Headings with a line of marks below, perhaps above too. A mark's level is its place in the order in which the text
 * first uses them (as reStructuredText has it), but `=` is over `-`.
 */
export function underlinedHeadings(): (lines: readonly string[], at: number) => Heading | undefined {
  const levels: string[] = [];
  const levelOf = (mark: string) => {
    if (!levels.includes(mark)) levels.push(mark);
    return levels.indexOf(mark) + 1;
  };
  return (lines, at) => {
    const first = lines[at] ?? "";
    const over = UNDERLINE.exec(first)?.[1];
    const title = (over === undefined ? first : (lines[at + 1] ?? "")).trim();
    const under = UNDERLINE.exec(lines[at + (over === undefined ? 1 : 2)] ?? "");
    const mark = under?.[1];
    if (under === null || mark === undefined || (over !== undefined && over !== mark)) return undefined;
    const length = under[0].trimEnd().length;
    const isTitle = /[\p{L}\p{N}]/u.test(title) && !UNDERLINE.test(title) && !/^[-*+|>]\s/.test(title);
    if (!isTitle || /\t| {3,}/.test(title) || length < Math.min(title.length, 4) || length * 3 < title.length)
      return undefined;
    if (over === undefined && at > 0 && (lines[at - 1] ?? "").trim() !== "") return undefined;
    if (over === undefined && mark === "-" && levels.length === 0) levels.push("=");
    return { level: levelOf(`${over ?? ""}${mark}`), text: title, lines: over === undefined ? 2 : 3 };
  };
}
