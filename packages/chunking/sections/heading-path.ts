import { betweenWords } from "../text/cuts.ts";
import type { Measure } from "../text/measure.ts";

const SEPARATOR = " > ";

/**
 * Makes a heading path fit: the document's title and the nearest heading say most, so headings between them go first,
 * outermost first; then both of these are cut short, between words. Returns one string per title, empty where it went.
 */
export function fitHeadingPath(titles: readonly string[], measure: Measure, limit: number): string[] {
  const kept = [...titles];
  const last = kept.length - 1;
  for (let dropped = 1; dropped < last && measure(joinHeadingPath(kept)) > limit; dropped++)
    kept[dropped] = "";
  if (measure(joinHeadingPath(kept)) <= limit) return kept;
  const share = last > 0 ? shareOf(limit, measure) : limit;
  kept[0] = shorten(kept[0] ?? "", measure, share);
  if (last > 0) kept[last] = shorten(kept[last] ?? "", measure, share);
  return kept;
}

export function joinHeadingPath(titles: readonly string[]): string {
  return titles.filter((title) => title !== "").join(SEPARATOR);
}

function shareOf(limit: number, measure: Measure): number {
  return Math.floor((limit - measure(SEPARATOR)) / 2);
}

/** The longest beginning that fits, in whole words; as many characters as fit where not even the first word does. */
export function shorten(title: string, measure: Measure, limit: number): string {
  if (measure(title) <= limit) return title;
  const cuts = betweenWords(title, { start: 0, end: title.length });
  let end = 0;
  let cost = 0;
  for (const cut of cuts) {
    cost += measure(title.slice(end, cut));
    if (cost > limit) break;
    end = cut;
  }
  if (end > 0) return title.slice(0, end).trimEnd();
  let length = cuts[0] ?? title.length;
  while (length > 0 && measure(title.slice(0, length)) > limit) length = Math.floor(length / 2);
  return title
    .slice(0, length)
    .replace(/[\ud800-\udbff]$/, "")
    .trimEnd();
}
