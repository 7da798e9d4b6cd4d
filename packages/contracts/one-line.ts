/** The text with each run of white space, line breaks included, as one blank, and none at its ends. */
export function oneLine(text: string): string {
  return text.replace(/\s+/gu, " ").trim();
}
