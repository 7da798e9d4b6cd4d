import type { Element } from "domhandler";
import { numberText } from "../canonical/number-text.ts";
import { attribute } from "../xml/tree.ts";

/** The schemes of DrawingML (ECMA-376 20.1.10.61): what counts, and the signs around it. */
const COUNTS: readonly (readonly [prefix: RegExp, format: string])[] = [
  [/^alphaLc/, "lowerLetter"],
  [/^alphaUc/, "upperLetter"],
  [/^romanLc/, "lowerRoman"],
  [/^romanUc/, "upperRoman"],
];

/** Counts the numbered paragraphs of a text, each depth by itself. */
export class AutoNumbers {
  readonly #next: number[] = [];

  /** What the paragraph is numbered with, where a page would show anything but 1, 2, 3; "" else. */
  next(scheme: Element, depth: number): string {
    const type = attribute(scheme, "type") ?? "";
    const start = Number(attribute(scheme, "startAt") ?? 1);
    this.#next.length = Math.min(this.#next.length, depth + 1);
    const number = this.#next[depth] ?? (Number.isInteger(start) ? start : 1);
    this.#next[depth] = number + 1;
    const format = COUNTS.find(([prefix]) => prefix.test(type))?.[1];
    if (format === undefined && start === 1) return "";
    const text = numberText(format ?? "decimal", number);
    if (/ParenBoth$/.test(type)) return `(${text}) `;
    return `${text}${/ParenR$/.test(type) ? ")" : "."} `;
  }

  /** A paragraph of another kind stands between. */
  end(): void {
    this.#next.length = 0;
  }
}
