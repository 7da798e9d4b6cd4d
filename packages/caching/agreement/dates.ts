const MONTHS: readonly string[] = [
  "january jan januar jänner",
  "february feb februar",
  "march mar märz",
  "april apr",
  "may mai",
  "june jun juni",
  "july jul juli",
  "august aug",
  "september sep sept",
  "october oct oktober okt",
  "november nov",
  "december dec dezember dez",
];
const NUMBERS: ReadonlyMap<string, number> = new Map(
  MONTHS.flatMap((names, at) => names.split(" ").map((name) => [name, at + 1] as const)),
);
const NAME = [...NUMBERS.keys()].toSorted((a, b) => b.length - a.length).join("|");

const ISO = /^(\d{4})-(\d{1,2})-(\d{1,2})$/u;
const DOTTED = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/u;
const DAY_MONTH = new RegExp(
  `^(\\d{1,2})(?:st|nd|rd|th|\\.)?\\s(?:of\\s)?(${NAME})\\.?(?:,?\\s(\\d{4}))?$`,
  "iu",
);
const MONTH_DAY = new RegExp(`^(${NAME})\\.?\\s(\\d{1,2})(?:st|nd|rd|th)?(?:,?\\s(\\d{4}))?$`, "iu");
const TIME = /^(\d{1,2})(?:[:.](\d{2}))?\s?(?:([ap])\.?m\.?|uhr|o'clock)?$/iu;

const SOURCE = [
  "(?<![\\p{L}\\p{N}.-])(?:\\d{4}-\\d{1,2}-\\d{1,2}",
  "\\d{1,2}\\.\\d{1,2}\\.\\d{4}",
  `\\d{1,2}(?:st|nd|rd|th|\\.)?\\s(?:of\\s)?(?:${NAME})\\.?(?:,?\\s\\d{4})?`,
  `(?:${NAME})\\.?\\s\\d{1,2}(?:st|nd|rd|th)?(?![\\d.:])(?:,?\\s\\d{4})?`,
  "\\d{1,2}(?:[:.]\\d{2})?\\s?(?:[ap]\\.?m\\b\\.?|uhr|o'clock)",
  "\\d{1,2}:\\d{2})(?![\\p{L}\\p{N}])",
].join("|");

/** Dates and times of day in a text, and what one is: "2026-03-01", "--03-01" without a year, "17:30". */
export const dateIn = {
  source: SOURCE,
  read(text: string): { readonly text: string; readonly kind: "date" | "time" } | undefined {
    const iso = ISO.exec(text);
    if (iso !== null) return date(iso[1], Number(iso[2]), Number(iso[3]));
    const dotted = DOTTED.exec(text);
    if (dotted !== null) return date(dotted[3], Number(dotted[2]), Number(dotted[1]));
    const dayFirst = DAY_MONTH.exec(text);
    if (dayFirst !== null) return date(dayFirst[3], monthOf(dayFirst[2]), Number(dayFirst[1]));
    const monthFirst = MONTH_DAY.exec(text);
    if (monthFirst !== null) return date(monthFirst[3], monthOf(monthFirst[1]), Number(monthFirst[2]));
    return timeOf(TIME.exec(text));
  },
};

export function isMonth(word: string): boolean {
  return NUMBERS.has(word);
}

/** A month by its number, whatever language names it. */
export function monthName(word: string): string | undefined {
  const number = NUMBERS.get(word);
  return number === undefined ? undefined : `month ${number}`;
}

function monthOf(name: string | undefined): number {
  return NUMBERS.get(name?.toLowerCase() ?? "") ?? 0;
}

function date(year: string | undefined, month: number, day: number) {
  if (month < 1 || month > 12 || day < 1 || day > 31) return undefined;
  const two = (number: number) => String(number).padStart(2, "0");
  return { text: `${year ?? "-"}-${two(month)}-${two(day)}`, kind: "date" as const };
}

function timeOf(match: RegExpExecArray | null) {
  if (match === null) return undefined;
  const [, hour, minute = "00", half] = match;
  const base = Number(hour);
  if (base > 24 || Number(minute) > 59) return undefined;
  const hours = half === undefined ? base : (base % 12) + (half.toLowerCase() === "p" ? 12 : 0);
  return { text: `${hours}:${minute}`, kind: "time" as const };
}
