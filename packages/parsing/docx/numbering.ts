import type { Element } from "domhandler";
import { numberText } from "../canonical/number-text.ts";
import { attribute, child, children, localName, parseXml } from "../xml/tree.ts";
import { type StyleNumbering, type Styles, toggle, valueIn } from "./styles.ts";

/** What Word writes before a numbered paragraph. */
export interface ListMark {
  /** "2.1" or "(b)"; "" for a bullet. */
  readonly text: string;
  readonly list: string;
  /** 0 for the outermost. */
  readonly level: number;
}

interface Level {
  readonly start: number;
  readonly format: string;
  /** "%1.%2)" with the number of each level in its place. */
  readonly pattern: string;
  readonly style: string | undefined;
  /** Whether all numbers are shown as decimals ("legal"). */
  readonly isLegal: boolean;
  /** The level (from 1) whose next number begins this one anew, 0 for none; undefined for every level above. */
  readonly restartsAfter: number | undefined;
}

interface List {
  readonly abstract: string;
  readonly levels: ReadonlyMap<number, Level>;
  readonly startsAnew: ReadonlyMap<number, number>;
}

const MOST_LEVELS = 9;
const DEEPEST_LINK = 5;

/**
 * Counts the paragraphs of a document's lists, in the order in which they stand (ECMA-376 17.9). Lists that share a
 * definition count on from each other, unless one says where it starts.
 */
export class Numbering {
  readonly #lists: ReadonlyMap<string, List>;
  /** By the definition that lists share: the number that each level has come to. */
  readonly #counts = new Map<string, (number | undefined)[]>();
  readonly #begun = new Set<string>();

  constructor(xml: Uint8Array | undefined, styles: Styles) {
    this.#lists = readLists(xml, styles);
  }

  /** The mark of the next paragraph in that list; undefined where there is no such list. */
  next({ list: id, level: wanted, style }: StyleNumbering): ListMark | undefined {
    const list = this.#lists.get(id);
    if (list === undefined) return undefined;
    const linked = [...list.levels].find(([, it]) => it.style === style)?.[0];
    const at = wanted ?? linked ?? 0;
    const level = list.levels.get(at);
    if (level === undefined) return undefined;
    const counts = this.#countsOf(id, list);
    const count = counts[at];
    counts[at] = count === undefined ? (list.startsAnew.get(at) ?? level.start) : count + 1;
    for (let deeper = at + 1; deeper < MOST_LEVELS; deeper++) {
      const after = list.levels.get(deeper)?.restartsAfter;
      if (after === undefined || at < after) counts[deeper] = undefined;
    }
    return { text: this.#textOf(level, list, counts), list: id, level: at };
  }

  #countsOf(id: string, list: List): (number | undefined)[] {
    const counts = this.#counts.get(list.abstract) ?? [];
    this.#counts.set(list.abstract, counts);
    if (!this.#begun.has(id)) {
      this.#begun.add(id);
      for (const level of list.startsAnew.keys()) counts[level] = undefined;
    }
    return counts;
  }

  #textOf(level: Level, list: List, counts: readonly (number | undefined)[]): string {
    if (level.format === "bullet") return "";
    return level.pattern
      .replace(/%([1-9])/g, (_, digit: string) => {
        const at = Number(digit) - 1;
        const other = list.levels.get(at);
        const format = level.isLegal ? "decimal" : (other?.format ?? "decimal");
        return numberText(format, counts[at] ?? other?.start ?? 1);
      })
      .trim();
  }
}

function readLists(xml: Uint8Array | undefined, styles: Styles): Map<string, List> {
  const lists = new Map<string, List>();
  if (xml === undefined) return lists;
  const root = children(parseXml(xml))[0];
  const named = (name: string) => children(root).filter((it) => localName(it.name) === name);
  const abstracts = new Map(named("abstractNum").map((it) => [attribute(it, "abstractNumId") ?? "", it]));
  const numbers = new Map(named("num").map((it) => [attribute(it, "numId") ?? "", it]));
  const abstractOf = (id: string, depth: number): string | undefined => {
    const number = numbers.get(id);
    const abstract = number === undefined ? undefined : valueIn(number, "abstractNumId");
    const element = abstract === undefined ? undefined : abstracts.get(abstract);
    // A definition may be that of a list style, which names a list, which has the definition.
    const link = element === undefined ? undefined : valueIn(element, "numStyleLink");
    const linked = link === undefined ? undefined : styles.get(link).numbering?.list;
    return linked === undefined || depth > DEEPEST_LINK ? abstract : abstractOf(linked, depth + 1);
  };
  for (const [id, number] of numbers) {
    const abstract = abstractOf(id, 0);
    const definition = abstract === undefined ? undefined : abstracts.get(abstract);
    if (abstract !== undefined && definition !== undefined)
      lists.set(id, listOf(abstract, definition, number));
  }
  return lists;
}

function listOf(abstract: string, definition: Element, number: Element): List {
  const levels = new Map<number, Level>();
  const startsAnew = new Map<number, number>();
  for (const it of children(definition)) if (localName(it.name) === "lvl") addLevel(levels, it);
  for (const override of children(number)) {
    if (localName(override.name) !== "lvlOverride") continue;
    const at = Number(attribute(override, "ilvl"));
    const own = child(override, "lvl");
    if (own !== undefined) addLevel(levels, own);
    const start = valueIn(override, "startOverride");
    if (start !== undefined && isLevel(at)) startsAnew.set(at, whole(start, 1));
  }
  return { abstract, levels, startsAnew };
}

function addLevel(levels: Map<number, Level>, element: Element): void {
  const at = Number(attribute(element, "ilvl"));
  if (!isLevel(at)) return;
  const restart = valueIn(element, "lvlRestart");
  levels.set(at, {
    start: whole(valueIn(element, "start"), 1),
    format: valueIn(element, "numFmt") ?? "decimal",
    pattern: valueIn(element, "lvlText") ?? "",
    style: valueIn(element, "pStyle"),
    isLegal: toggle(element, "isLgl") ?? false,
    restartsAfter: restart === undefined ? undefined : whole(restart, 0),
  });
}

function isLevel(at: number): boolean {
  return Number.isInteger(at) && at >= 0 && at < MOST_LEVELS;
}

function whole(text: string | undefined, otherwise: number): number {
  const number = Number(text ?? otherwise);
  return Number.isSafeInteger(number) && number >= 0 ? number : otherwise;
}
