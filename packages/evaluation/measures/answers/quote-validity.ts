/** The share of citations whose quote stands in the stored text at its span, in [0, 1]; null where nothing is cited. */
export function quoteValidity(citations: readonly { readonly isVerbatim: boolean }[]): number | null {
  if (citations.length === 0) return null;
  return citations.filter(({ isVerbatim }) => isVerbatim).length / citations.length;
}
