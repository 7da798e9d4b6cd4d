const DAY_MILLISECONDS = 24 * 60 * 60_000;
const DAY = /^(\d{4})-(\d{2})-(\d{2})$/;

/**
 * The moment that people mean by a day: its end, where they are, or now where that has not come. "yesterday" and "today" are
 * days. What is neither is left to the service, which takes instants.
 */
export function momentOf(text: string | undefined, now = new Date()): string | undefined {
  if (text === undefined) return undefined;
  const word = text.trim().toLowerCase();
  if (word === "today") return now.toISOString();
  if (word === "yesterday") return endOf(new Date(now.getTime() - DAY_MILLISECONDS), now);
  const [, year, month, day] = DAY.exec(word) ?? [];
  if (day === undefined) return text;
  const date = new Date(Number(year), Number(month) - 1, Number(day));
  // There is no 31st of February: the service says so.
  return date.getDate() === Number(day) ? endOf(date, now) : text;
}

function endOf(day: Date, now: Date): string {
  const end = new Date(day.getFullYear(), day.getMonth(), day.getDate(), 23, 59, 59, 999);
  return new Date(Math.min(end.getTime(), now.getTime())).toISOString();
}
