/** A number that a text states, with the unit beside it. Times of day are minutes, months are figures of their own. */
export interface Figure {
  /** "28", "12.5", "10:30", "month 3": the same value is written the same. */
  readonly value: string;
  /** As `UNITS` names it; undefined where none stands beside it. */
  readonly unit: string | undefined;
}

const UNITS: readonly (readonly [string, string])[] = [
  ["day", "days?|tage?n?"],
  ["week", "weeks?|wochen?"],
  ["month", "months?|monate?n?"],
  ["year", "years?|yrs?|jahre?n?"],
  ["hour", "hours?|hrs?|stunden?"],
  ["minute", "minutes?|mins?|minuten?"],
  ["second", "seconds?|secs?|sekunden?"],
  ["euro", "euros?|eur|€"],
  ["dollar", "dollars?|usd|\\$"],
  ["pound", "pounds?|gbp|£"],
  ["percent", "percent|per cent|prozent|%"],
  ["kilometre", "kilomet(?:er|re)s?|km"],
  ["metre", "met(?:er|re)s?|m"],
  ["mile", "miles?"],
  ["kilogram", "kilograms?|kilos?|kg"],
  ["tonne", "tonnes?|tons?"],
  ["litre", "lit(?:er|re)s?"],
  ["gigabyte", "gigabytes?|gb|gib"],
  ["megabyte", "megabytes?|mb|mib"],
  ["kilobyte", "kilobytes?|kb|kib"],
  ["bit", "bits?"],
  ["character", "characters?|zeichen"],
];
const UNIT_OF = new RegExp(
  `^(?:${UNITS.map(([, forms]) => `(${forms})`).join("|")})(?![\\p{L}\\p{N}])`,
  "iu",
);

const WORDS =
  `zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
  seventeen eighteen nineteen twenty`.split(/\s+/u);
const ORDINALS = "zeroth first second third fourth fifth sixth seventh eighth ninth tenth".split(" ");
const TENS: Readonly<Record<string, number>> = {
  thirty: 30,
  forty: 40,
  fifty: 50,
  sixty: 60,
  seventy: 70,
  eighty: 80,
  ninety: 90,
};
const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const MONTH =
  /\b(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sep(?:t(?:ember)?)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?(?=\s+\d|$|[\s,.;:)–-])/giu;

/** The unit of the 1 in "1 March": it is no "1 year". */
const DAY_OF_MONTH = "day of a month";
const MONTH_NAMES = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec";
const OF_MONTH = new RegExp(`^\\s+(?:of\\s+)?(?:${MONTH_NAMES})`, "iu");
const MONTH_BEFORE = new RegExp(`\\b(?:${MONTH_NAMES})[a-z]{0,6}\\.?\\s+$`, "iu");

const DATE = /\b(\d{4})-(\d{2})-(\d{2})\b/gu;
const DOTTED_DATE = /\b(\d{1,2})\.(\d{1,2})\.(\d{4})\b/gu;
const TIME = /\b(\d{1,2})(?:[:.](\d{2}))?\s*([ap])\.?\s?m\b\.?|\b(\d{1,2}):(\d{2})\b/giu;
const NUMBER = /(?<![\p{L}\p{N}_])([€$£])?\s?(\d[\d,.'’\u00a0\u202f]*\d|\d)(?:st|nd|rd|th)?/gu;
const NUMBER_WORD = new RegExp(
  `(?<![\\p{L}\\p{N}-])(?:(${Object.keys(TENS).join("|")})(?:[- ]([a-z]+))?|(${WORDS.join("|")})|(${ORDINALS.join("|")}))(?![\\p{L}\\p{N}])`,
  "giu",
);

/** The figures of a text, in no particular order. */
export function figuresIn(text: string): Figure[] {
  const figures: Figure[] = [];
  const add = (value: string, unit?: string) => figures.push({ value, unit });
  let rest = text.normalize("NFKC").replace(/(?<=\d)[\u00a0\u202f ](?=\d{3}\b)/gu, "");
  const take = (pattern: RegExp, read: (match: readonly (string | undefined)[]) => boolean) => {
    rest = rest.replace(pattern, (whole: string, ...groups: unknown[]) => {
      const match = [whole, ...groups.filter((group) => typeof group === "string" || group === undefined)];
      return read(match as (string | undefined)[]) ? " ".repeat(whole.length) : whole;
    });
  };
  const date = (year: string, month: string, day: string) => {
    if (Number(month) < 1 || Number(month) > 12 || Number(day) < 1 || Number(day) > 31) return false;
    add(plain(year));
    add(`month ${Number(month)}`);
    add(plain(day), DAY_OF_MONTH);
    return true;
  };
  take(DATE, ([, year, month, day]) => date(year ?? "", month ?? "", day ?? ""));
  take(DOTTED_DATE, ([, day, month, year]) => date(year ?? "", month ?? "", day ?? ""));
  take(TIME, ([, hour, minute, half, hour24, minute24]) => {
    const base = Number(hour24 ?? hour);
    if (base > 24) return false;
    const hours = half === undefined ? base : (base % 12) + (half.toLowerCase() === "p" ? 12 : 0);
    add(`${hours}:${(minute24 ?? minute ?? "00").padStart(2, "0")}`);
    return true;
  });
  for (const [, name = ""] of rest.matchAll(MONTH)) {
    // "may" is a verb far more often than a month.
    if (/^may$/u.test(name)) continue;
    add(`month ${MONTHS.indexOf(name.slice(0, 3).toLowerCase()) + 1}`);
  }
  for (const match of rest.matchAll(NUMBER)) {
    const after = rest.slice(match.index + match[0].length);
    const isDay =
      OF_MONTH.test(after) || (MONTH_BEFORE.test(rest.slice(0, match.index)) && Number(match[2]) <= 31);
    const beside = unitAt(match[1]) ?? unitAt(after.replace(/^[\s-]{0,2}/u, ""));
    add(plain(match[2] ?? ""), isDay ? DAY_OF_MONTH : beside);
  }
  for (const match of rest.matchAll(NUMBER_WORD)) {
    const [whole, tens, ones, word, ordinal] = match;
    const beside = unitAt(rest.slice(match.index + whole.length).replace(/^[\s-]{0,2}/u, ""));
    const name = (word ?? ordinal ?? "").toLowerCase();
    // "The second letter", "one of them": these mostly stand for a thing.
    if (["zero", "first", "second"].includes(name) && beside === undefined) continue;
    if (name === "one" && beside === undefined && !isCount(rest, match)) continue;
    const lower = WORDS.indexOf(ones?.toLowerCase() ?? "");
    const value =
      tens === undefined
        ? Math.max(WORDS.indexOf(name), ORDINALS.indexOf(name))
        : (TENS[tens.toLowerCase()] ?? 0) + (lower > 0 && lower < 10 ? lower : 0);
    add(String(value), beside);
  }
  return figures;
}

/** Whether "one" counts what follows: "one approval", but neither "each one needs" nor "one of them". */
function isCount(text: string, { index, 0: word }: RegExpExecArray): boolean {
  const after = text.slice(index + word.length);
  const before = text.slice(0, index);
  return (
    /^\s+(?!(?:of|or|and|another|more|must|may|can|could|should|would|will|needs?|is|are|was|has|have|who|that|which|by|in|to)\b)\p{L}/iu.test(
      after,
    ) && !/\b(?:each|any|this|that|which|every|no|the|some|other|last|next|only)\s+$/iu.test(before)
  );
}

/** Whether a word is a number or a unit: what a figure consists of. */
export function isOfFigures(word: string): boolean {
  return unitAt(word) !== undefined || figuresIn(word).length > 0;
}

/** Whether the unit is named anywhere in a text, such as in the header of a table. */
export function namesUnit(text: string, unit: string): boolean {
  return [...text.matchAll(/[\p{L}]+|[€$£%]/gu)].some(([word]) => unitAt(word) === unit);
}

function unitAt(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const match = UNIT_OF.exec(text);
  if (match === null) return undefined;
  return UNITS[match.slice(1).findIndex((group) => group !== undefined)]?.[0];
}

/** "1,500", "1.500,00" and "1500" are one value. A comma or point before exactly three digits parts thousands. */
function plain(number: string): string {
  let digits = number.replace(/['’\u00a0\u202f]/gu, "");
  const last = Math.max(digits.lastIndexOf(","), digits.lastIndexOf("."));
  if (last >= 0) {
    const mark = digits.charAt(last);
    const isRepeated = digits.indexOf(mark) !== last;
    const isThousands = digits.length - last === 4 && (mark === "," || isRepeated);
    const isVersion = mark === "." && isRepeated && !isThousands;
    if (isVersion) return digits;
    const whole = digits.slice(0, last).replace(/[,.]/gu, "");
    digits = isThousands ? whole + digits.slice(last + 1) : `${whole}.${digits.slice(last + 1)}`;
  }
  const value = Number(digits);
  return Number.isFinite(value) ? String(value) : digits;
}
