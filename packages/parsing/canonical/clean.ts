import { oneLine } from "@footnote/contracts";
import { withoutInvisible } from "./invisible.ts";
import { withoutMarkUp } from "./mark-up.ts";

const LINE_END = /\r\n?|[\f\u0085\u2028\u2029]/g;

/** Ligatures and the shapes of Arabic letters, as fonts of PDFs name them; and hyphens that look like "-". */
const SHAPES = /[\ufb00-\ufdff\ufe70-\ufefc]+/g;
const HYPHENS = /[\u2010\u2011]/g;

/** Most text of most languages that use it; nothing in it needs cleaning. */
const PLAIN = /^[\n -~]*$/;

/**
 * Composed (NFC), well-formed Unicode without what nobody sees; lines end in "\n". Characters that look the
 * same and that people search for as one are one.
 */
export function cleanText(text: string): string {
  if (PLAIN.test(text)) return text;
  return withoutInvisible(withoutMarkUp(text).replace(LINE_END, "\n"))
    .replace(SHAPES, (shapes) => shapes.normalize("NFKC"))
    .replace(HYPHENS, "-")
    .toWellFormed()
    .normalize("NFC");
}

/** One line, single spaces. */
export function cleanLine(text: string): string {
  return oneLine(cleanText(text));
}

/** Keeps line breaks, not blank lines; single spaces. */
export function cleanLines(text: string): string {
  return cleanText(text)
    .replace(/[^\S\n]+/g, " ")
    .replace(/ ?\n[ \n]*/g, "\n")
    .trim();
}

/** Keeps indentation and blank lines inside. */
export function cleanCode(text: string): string {
  const lines = cleanText(text).split("\n");
  return lines
    .map((line) => line.trimEnd())
    .join("\n")
    .replace(/^\n+/, "")
    .trimEnd();
}
