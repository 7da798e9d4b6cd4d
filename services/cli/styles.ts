import { randomBytes } from "node:crypto";

/** What a terminal would do instead of showing it: controls, and marks that turn the rest of a line around. */
const CONTROL_CHARACTERS = /(?![\n\t])[\p{Cc}\p{Bidi_Control}\p{Zl}\p{Zp}]/gu;

/** Begins and ends a style until the text goes out. No text of a document can hold it, and so none can style itself. */
const MARK = `(style ${randomBytes(12).toString("hex")} `;
const MARKED = new RegExp(`${MARK.replace("(", "\\(")}(\\d+)\\)`, "g");

const STYLES = { bold: [1, 22], quiet: [2, 22], good: [32, 39], warning: [33, 39] } as const;

/** The text in that style, for `forTerminal` to show or to leave out. */
export function styled(style: keyof typeof STYLES, text: string): string {
  const [begin, end] = STYLES[style];
  return `${MARK}${begin})${text}${MARK}${end})`;
}

/** As it may go to a terminal. Styles are shown where standard output is one that has them, and NO_COLOR is not set. */
export function forTerminal(text: string, hasStyles = process.stdout.hasColors?.() ?? false): string {
  return text
    .replaceAll(CONTROL_CHARACTERS, "\ufffd")
    .replaceAll(MARKED, (_, code: string) => (hasStyles ? `\u001b[${code}m` : ""));
}
