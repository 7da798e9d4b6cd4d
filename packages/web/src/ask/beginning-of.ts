const LONGEST_QUOTE = 160;

/** As much of a quote as tells which one it is, on one line. */
export function beginningOf(quote: string): string {
  const line = quote.replace(/\s+/g, " ").trim();
  if (line.length <= LONGEST_QUOTE) return line;
  const end = line.lastIndexOf(" ", LONGEST_QUOTE);
  return `${line.slice(0, end > 0 ? end : LONGEST_QUOTE)} …`;
}
