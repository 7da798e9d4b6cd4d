/** The time of day where the instant is today, else the date with it, in the reader's own manner. */
export function formatInstant(iso: string, now: Date = new Date()): string {
  const instant = new Date(iso);
  const sameDay = instant.toDateString() === now.toDateString();
  return sameDay
    ? instant.toLocaleTimeString(undefined, { hour: "2-digit", minute: "2-digit" })
    : instant.toLocaleString(undefined, { dateStyle: "medium", timeStyle: "short" });
}

/** The day alone, in the reader's own manner. */
export function formatDate(iso: string): string {
  return new Date(iso).toLocaleDateString(undefined, { dateStyle: "medium" });
}

const UNITS = [
  ["year", 365 * 24 * 3600],
  ["month", 30 * 24 * 3600],
  ["day", 24 * 3600],
  ["hour", 3600],
  ["minute", 60],
] as const;
const ago = new Intl.RelativeTimeFormat("en", { numeric: "always" });

/** How long ago it was, in the largest unit that is full. @example "5 minutes ago" */
export function formatAgo(iso: string, now: Date = new Date()): string {
  const seconds = Math.max(0, (now.getTime() - new Date(iso).getTime()) / 1000);
  for (const [unit, length] of UNITS)
    if (seconds >= length) return ago.format(-Math.floor(seconds / length), unit);
  return "just now";
}

/** To the second, always with the date. */
export function formatMoment(iso: string): string {
  return new Date(iso).toLocaleString(undefined, { dateStyle: "medium", timeStyle: "medium" });
}

/** The time of day to the second, for steps of one day. */
export function formatTimeOfDay(iso: string): string {
  return new Date(iso).toLocaleTimeString(undefined, {
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
  });
}

/** An instant as a datetime-local field has it: in the reader's own time zone, to the minute. */
export function toLocalField(iso: string): string {
  const instant = new Date(iso);
  const local = new Date(instant.getTime() - instant.getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, 16);
}

/** The instant that such a field names; null where it is empty or names none. */
export function fromLocalField(text: string): string | null {
  const instant = new Date(text);
  return Number.isNaN(instant.getTime()) ? null : instant.toISOString();
}
