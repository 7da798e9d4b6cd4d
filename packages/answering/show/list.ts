import { ENUMERATOR, type ListBlock, type ListItem } from "@footnote/contracts";
import { textIn, type Unit, wordsIn } from "../units/unit.ts";
import { runsOf } from "./paragraph.ts";
import type { Marks, Shown } from "./part.ts";

/** About a screen. Longer lists are shown around the item that is marked, and say how many items are left out. */
const MOST_ITEMS = 24;
const MOST_WORDS = 280;

export function showList(unit: Unit, list: ListBlock, marks: Marks): Shown | undefined {
  const { from, until } = window(unit, list, marks);
  const items = list.items.slice(from, until);
  const [first] = items;
  if (first === undefined) return undefined;
  const shallowest = Math.min(...items.map(({ depth }) => depth));
  const whole = unit.pieceOf?.kind === "list" ? unit.pieceOf : list;
  const before = whole.items.filter((item) => item.start < first.start && item.depth === 0);
  const outermost = items.filter(({ depth }) => depth === shallowest);
  const own = list.ordered ? ownNumbers(outermost.map((item) => textIn(unit.passage, item))) : undefined;
  const lengthOf = new Map(outermost.map((item, at) => [item, own?.lengths[at] ?? 0]));
  const words = (item: ListItem) => ({ ...item, start: item.start + (lengthOf.get(item) ?? 0) });
  return {
    block: {
      kind: "list",
      ordered: list.ordered && own?.first !== null,
      first: own?.first ?? 1 + before.length,
      items: items.map((item) => ({
        runs: runsOf(unit, words(item), marks),
        depth: item.depth - shallowest,
      })),
      more: whole.items.length - items.length,
    },
    spans: items,
  };
}

/**
 * The numbers that the items bring along, where all do: the first, with how many characters of each are its number, so that none
 * is shown twice; null, and no character, where they count in another way than one by one and stay as they are written.
 */
function ownNumbers(
  texts: readonly string[],
): { readonly first: number | null; readonly lengths: readonly number[] } | undefined {
  const found = texts.map((text) => ENUMERATOR.exec(text));
  if (found.some((match) => match === null)) return undefined;
  const numbers = found.map((match) => Number(match?.[1] ?? Number.NaN));
  const [first = Number.NaN] = numbers;
  const countsOn = numbers.every((number, at) => number === first + at);
  return countsOn
    ? { first, lengths: found.map((match) => match?.[0].length ?? 0) }
    : { first: null, lengths: [] };
}

/** From the beginning, as steps are read, where what is marked fits in that; else from shortly before it. */
function window({ passage }: Unit, { items }: ListBlock, marks: Marks): { from: number; until: number } {
  const marked = items.findIndex((item) =>
    marks.some(({ start }) => start >= item.start && start < item.end),
  );
  const fitting = (from: number) => {
    let words = 0;
    let until = from;
    while (until < items.length && until - from < MOST_ITEMS) {
      words += wordsIn(textIn(passage, items[until] ?? { start: 0, end: 0 }));
      if (words > MOST_WORDS && until > from) break;
      until += 1;
    }
    return { from, until };
  };
  const whole = fitting(0);
  return marked < whole.until ? whole : fitting(Math.max(0, marked - 2));
}
