import type { Figure } from "./figures.ts";

const TOTAL =
  /\b(?:total|altogether|together|sum|combined|overall|in all|difference|more than|less than|twice|plus|minus|times|insgesamt|zusammen)\b|[+=×*]/iu;
const ABOUT = /\b(?:about|around|roughly|approximately|almost|nearly|some|ca|circa|etwa|rund)\b|[~≈]/iu;
/** A rounding lies this near to what it rounds, as a share of it. */
const NEAR = 0.1;

/**
 * Whether a figure that no passage states can be told from those that are cited: it is the sum, difference or product of
 * two of them, or the sum of all, and the sentence says that something was reckoned; or it is one of them rounded, and the
 * sentence says so. Figures of one unit only: days and euros are never added.
 */
export function isComputed(figure: Figure, sentence: string, cited: readonly Figure[]): boolean {
  const value = Number(figure.value);
  if (!Number.isFinite(value)) return false;
  const alike = cited.filter(
    ({ unit }) => unit === undefined || figure.unit === undefined || unit === figure.unit,
  );
  const numbers = [...new Set(alike.map((each) => Number(each.value)).filter(Number.isFinite))];
  if (ABOUT.test(sentence) && numbers.some((each) => isRounded(value, each))) return true;
  if (!TOTAL.test(sentence)) return false;
  const isSame = (result: number) => Math.abs(result - value) < 1e-9;
  if (numbers.length > 2 && isSame(numbers.reduce((sum, each) => sum + each, 0))) return true;
  return numbers.some((one, at) =>
    numbers
      .slice(at + 1)
      .some((other) => isSame(one + other) || isSame(Math.abs(one - other)) || isSame(one * other)),
  );
}

/** Near, and with fewer digits that are not 0. */
function isRounded(value: number, exact: number): boolean {
  const digits = (number: number) => String(number).replace(/[.]|0+$|^0+/gu, "").length;
  return exact !== 0 && Math.abs(value - exact) <= NEAR * Math.abs(exact) && digits(value) < digits(exact);
}
