/**
 * Characters that nobody reads and that do harm: C0 and C1 controls but tab and line feed (Postgres refuses NUL),
 * soft hyphens and zero-width spaces (a search for the whole word would miss), byte order marks, and marks that
 * make text look other than it is (Unicode bidirectional embeddings, overrides and isolates).
 */
const UNREADABLE =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is removed
  /[\u0000-\u0008\u000b\u000e-\u001f\u007f-\u0084\u0086-\u009f\u00ad\u200b\u202a-\u202e\u2060\u2066-\u2069\ufeff\ufffe\uffff]/g;
const LINE_END = /\r\n?|[\f\u0085\u2028\u2029]/g;

/** Ligatures and the shapes of Arabic letters, as fonts of PDFs name them; and hyphens that look like "-". */
const SHAPES = /[\ufb00-\ufdff\ufe70-\ufefc]+/g;
const HYPHENS = /[\u2010\u2011]/g;

/** Most text of most languages that use it; nothing in it needs cleaning. */
const PLAIN = /^[\n -~]*$/;

/**
 * Composed (NFC), well-formed Unicode without unreadable characters; lines end in "\n". Characters that look the
 * same and that people search for as one are one.
 */
export function cleanText(text: string): string {
  if (PLAIN.test(text)) return text;
  return text
    .replace(LINE_END, "\n")
    .replace(UNREADABLE, "")
    .replace(SHAPES, (shapes) => shapes.normalize("NFKC"))
    .replace(HYPHENS, "-")
    .toWellFormed()
    .normalize("NFC");
}

/** One line, single spaces. */
export function cleanLine(text: string): string {
  return cleanText(text).replace(/\s+/g, " ").trim();
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
