const BYTE_UNITS = ["KB", "MB", "GB", "TB"];

/** @example formatSize(1_240_000) // "1.2 MB" */
export function formatSize(bytes: number): string {
  if (bytes < 1000) return bytes === 1 ? "1 byte" : `${bytes} bytes`;
  let value = bytes / 1000;
  let unit = 0;
  // 999.95 would be written "1000": the next unit begins where rounding gets there.
  while (value >= 999.5 && unit < BYTE_UNITS.length - 1) {
    value /= 1000;
    unit++;
  }
  return `${value < 9.95 ? value.toFixed(1) : Math.round(value)} ${BYTE_UNITS[unit]}`;
}

/** @example formatDuration(0.42) // "0.42 s"; formatDuration(4000) // "1 h 7 min" */
export function formatDuration(seconds: number): string {
  if (seconds < 0.01) return "under 0.01 s";
  if (seconds < 0.995) return `${seconds.toFixed(2)} s`;
  if (seconds < 9.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return pair(Math.floor(whole / 60), "min", whole % 60, "s");
  const minutes = Math.round(seconds / 60);
  if (minutes < 24 * 60) return pair(Math.floor(minutes / 60), "h", minutes % 60, "min");
  const hours = Math.round(seconds / 3600);
  return pair(Math.floor(hours / 24), "d", hours % 24, "h");
}

function pair(large: number, largeUnit: string, small: number, smallUnit: string): string {
  return small === 0 ? `${large} ${largeUnit}` : `${large} ${largeUnit} ${small} ${smallUnit}`;
}

const numbers = new Intl.NumberFormat("en");

/** @example countOf(1, "document") // "1 document"; countOf(3100, "passage") // "3,100 passages" */
export function countOf(count: number, singular: string): string {
  return `${numbers.format(count)} ${singular}${count === 1 ? "" : "s"}`;
}

export function formatCount(count: number): string {
  return numbers.format(count);
}
