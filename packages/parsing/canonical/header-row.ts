/** An amount, a share, a count: what stands in rows, not above them. */
export function isNumberText(text: string): boolean {
  return /^[-+(]?\p{Sc}?[\d.,\s]+[\p{Sc}%)]*$/u.test(text.trim());
}

/** Names above the columns: none twice, and no number among them. */
export function hasHeader(rows: readonly (readonly string[])[]): boolean {
  const [first, second] = rows;
  if (first === undefined || second === undefined) return false;
  const names = first.map((name) => name.trim().toLowerCase()).filter((name) => name !== "");
  return names.length > 0 && new Set(names).size === names.length && !names.some(isNumberText);
}
