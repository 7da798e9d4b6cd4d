/** Whether a raised number is the power of the one before it, so that the two must not run together. */
export function isPower(before: string, raised: string): boolean {
  return /\d$/.test(before) && /^\s*[-−]?\d+\s*$/.test(raised);
}
