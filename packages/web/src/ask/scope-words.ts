/** @example "all documents", "people, travel" */
export function scopeWords(within: readonly string[]): string {
  return within.length === 0 ? "all documents" : within.join(", ");
}
