import type { Element } from "domhandler";
import { isTag } from "domhandler";
import { numberText } from "../canonical/number-text.ts";

/** As the attribute and the style name them, in either of which pages say it. */
const FORMATS: readonly (readonly [type: string, style: RegExp, format: string])[] = [
  ["a", /lower-(?:alpha|latin)/, "lowerLetter"],
  ["A", /upper-(?:alpha|latin)/, "upperLetter"],
  ["i", /lower-roman/, "lowerRoman"],
  ["I", /upper-roman/, "upperRoman"],
];

/**
 * What the items of an ordered list are numbered with, where a page would show anything but 1, 2, 3: other passages refer to
 * "step 4" or "(b)". Empty for all other lists.
 */
export function itemNumbers(list: Element): ReadonlyMap<Element, string> {
  const { attribs, children, name } = list;
  if (name !== "ol") return new Map();
  const items = children.filter(isTag).filter((it) => it.name === "li");
  const style = /list-style(?:-type)?\s*:([^;]*)/i.exec(attribs.style ?? "")?.[1] ?? "";
  const format = FORMATS.find(([type, styled]) => attribs.type === type || styled.test(style))?.[2];
  const step = "reversed" in attribs ? -1 : 1;
  const first = integer(attribs.start) ?? (step < 0 ? items.length : 1);
  if (
    format === undefined &&
    first === 1 &&
    step === 1 &&
    items.every((it) => it.attribs.value === undefined)
  )
    return new Map();
  let next = first;
  return new Map(
    items.map((item) => {
      const number = integer(item.attribs.value) ?? next;
      next = number + step;
      return [item, `${numbered(format, number)}. `];
    }),
  );
}

/** Pages go on from "z" with "aa" and "ab", where Word repeats the letter (CSS Counter Styles 3, 4.1: alphabetic). */
function numbered(format: string | undefined, number: number): string {
  if (format !== "lowerLetter" && format !== "upperLetter") return numberText(format ?? "decimal", number);
  if (number < 1) return String(number);
  let text = "";
  for (let left = number; left > 0; left = Math.floor((left - 1) / 26))
    text = numberText(format, ((left - 1) % 26) + 1) + text;
  return text;
}

function integer(value: string | undefined): number | undefined {
  return value !== undefined && /^\s*-?\d{1,6}\s*$/.test(value) ? Number(value) : undefined;
}
