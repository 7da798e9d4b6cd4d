/** The time of day where the instant is today, else the date with it, in the reader's own manner. */
export function formatInstant(iso: string, now: Date = new Date()): string {
  const instant = new Date(iso);
  const sameDay = instant.toDateString() === now.toDateString();
  return sameDay
    ? instant.toLocaleTimeString(undefined, { hour: "2-digit", minute: "2-digit" })
    : instant.toLocaleString(undefined, { dateStyle: "medium", timeStyle: "short" });
}
