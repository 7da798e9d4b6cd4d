/**
 * The words of a printed page's header or footer: what stands left, in the middle and right, without the codes for
 * fonts, pages, dates and names of files (ECMA-376 18.3.1.46).
 */
export function runningText(coded: string): string {
  return coded
    .replace(/&(?:"[^"]*"|K(?:[0-9A-F]{6}|\d\d[+-]\d{3})|\d+|[LCR]|[A-Z]|&)/gi, (code) =>
      code === "&&" ? "&" : " ",
    )
    .replace(/\s+/g, " ")
    .trim();
}
