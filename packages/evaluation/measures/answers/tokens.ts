/**
 * Words and numbers in small letters; a number keeps its decimal point, and its thousands are joined, as "1,500" and "1500"
 * are the same.
 */
export function tokensOf(text: string): string[] {
  const plain = text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/(?<=\d)[,'’](?=\d{3}(?!\d))/gu, "");
  return plain.match(/\d+(?:\.\d+)*|[\p{L}\p{M}\d]+/gu) ?? [];
}
