import type { Element } from "domhandler";
import { CLOSING_MARK, linkTo, type MarkUp, openingMark } from "../canonical/mark-up.ts";

const BOLD = new Set(["b", "strong"]);
const CODE = new Set(["code", "kbd", "samp", "tt"]);
/** Parts that are looked at for words: elements without any nest deeply. */
const MOST_PARTS = 50;

/** Writes into the parts of an element's text, from the one at `from` on, how it looks; nothing where it shows no word. */
export function markUp(element: Element, parts: string[], from: number): void {
  const mark = markUpOf(element);
  const last = parts.length - 1;
  if (mark === undefined || last < from) return;
  if (!parts.slice(from, from + MOST_PARTS).some((part) => /\S/.test(part))) return;
  parts[from] = `${openingMark(mark)}${parts[from]}`;
  parts[last] = `${parts[last]}${CLOSING_MARK}`;
}

function markUpOf({ name, attribs }: Element): MarkUp | undefined {
  if (BOLD.has(name)) return { kind: "bold" };
  if (CODE.has(name)) return { kind: "code" };
  return name === "a" && attribs.href !== undefined ? linkTo(attribs.href) : undefined;
}
