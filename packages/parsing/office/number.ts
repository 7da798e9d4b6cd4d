import { format } from "numfmt";

/** Excel itself keeps no more. */
const SIGNIFICANT_DIGITS = 15;

/** A stored number as its format shows it; what is no number, as it stands. */
export function showNumber(stored: string, pattern: string): string {
  const number = Number(stored);
  if (stored.trim() === "" || !Number.isFinite(number)) return stored;
  return formatNumber(number, pattern);
}

export function formatNumber(value: number, pattern: string): string {
  if (/^(?:|general|@)$/i.test(pattern)) return plainNumber(value);
  try {
    return format(pattern, value);
  } catch {
    // A pattern that Excel would not take either.
    return plainNumber(value);
  }
}

function plainNumber(value: number): string {
  return String(Number(value.toPrecision(SIGNIFICANT_DIGITS)));
}
