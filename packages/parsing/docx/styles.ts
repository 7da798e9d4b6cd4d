import type { Element } from "domhandler";
import { attribute, child, children, localName, parseXml } from "../xml/tree.ts";

/** What a paragraph's or a run's style says, with what it takes from the styles that it is based on. */
export interface Style {
  /** 1 to 6 for a heading. */
  readonly headingLevel: number | undefined;
  readonly numbering: StyleNumbering | undefined;
  readonly isHidden: boolean;
  readonly isBold: boolean;
  /** Of a table: whether its first row is set apart, as rows of names are. */
  readonly hasHeaderRow: boolean;
}

export interface StyleNumbering {
  readonly list: string;
  /** Undefined where the list says which of its levels is this style's. */
  readonly level: number | undefined;
  /** The style that says so, which a level of the list may name. */
  readonly style: string;
}

export interface Styles {
  /** An unknown style says nothing. @param id undefined for the document's default */
  get(id: string | undefined): Style;
}

const NOTHING: Style = {
  headingLevel: undefined,
  numbering: undefined,
  isHidden: false,
  isBold: false,
  hasHeaderRow: false,
};
/** Word allows 11; a circle ends here, too. */
const DEEPEST_BASE = 20;
const DEEPEST_HEADING = 6;

/** The styles of a document (ECMA-376 17.7.4). */
export function readStyles(xml: Uint8Array | undefined): Styles {
  const elements = new Map<string, Element>();
  let defaultParagraph: string | undefined;
  for (const style of xml === undefined ? [] : children(children(parseXml(xml))[0])) {
    const id = attribute(style, "styleId");
    if (localName(style.name) !== "style" || id === undefined) continue;
    elements.set(id, style);
    if (attribute(style, "type") === "paragraph" && isOn(attribute(style, "default") ?? "0"))
      defaultParagraph = id;
  }
  const resolved = new Map<string, Style>();
  const resolve = (id: string, depth: number): Style => {
    const known = resolved.get(id);
    if (known !== undefined) return known;
    const element = elements.get(id);
    if (element === undefined || depth > DEEPEST_BASE) return NOTHING;
    const basedOn = valueIn(element, "basedOn");
    const style = merge(id, element, basedOn === undefined ? NOTHING : resolve(basedOn, depth + 1));
    resolved.set(id, style);
    return style;
  };
  return {
    get(id) {
      const wanted = id ?? defaultParagraph;
      return wanted === undefined ? NOTHING : resolve(wanted, 0);
    },
  };
}

function merge(id: string, element: Element, base: Style): Style {
  const paragraph = child(element, "pPr");
  const run = child(element, "rPr");
  return {
    headingLevel: headingLevelOf(element) ?? base.headingLevel,
    numbering: numberingOf(paragraph, id, base.numbering),
    isHidden: toggle(run, "vanish") ?? base.isHidden,
    isBold: toggle(run, "b") ?? base.isBold,
    hasHeaderRow: base.hasHeaderRow || hasHeaderRow(element),
  };
}

function hasHeaderRow(style: Element): boolean {
  return children(style).some(
    (it) =>
      localName(it.name) === "tblStylePr" &&
      attribute(it, "type") === "firstRow" &&
      toggle(child(it, "rPr"), "b") === true,
  );
}

/** By its name, which Word keeps in English whatever the language, and by the level that it has in an outline. */
function headingLevelOf(style: Element): number | undefined {
  const name = valueIn(style, "name") ?? "";
  if (/^title$/i.test(name)) return 1;
  const named = /^heading ([1-9])$/i.exec(name)?.[1];
  return named === undefined ? outlineLevelOf(child(style, "pPr")) : Math.min(Number(named), DEEPEST_HEADING);
}

/** 1 to 6; undefined where the paragraph is body text, or says nothing. */
export function outlineLevelOf(properties: Element | undefined): number | undefined {
  const level = Number(properties && valueIn(properties, "outlineLvl"));
  return Number.isInteger(level) && level >= 0 && level <= 8
    ? Math.min(level + 1, DEEPEST_HEADING)
    : undefined;
}

function numberingOf(
  properties: Element | undefined,
  style: string,
  base: StyleNumbering | undefined,
): StyleNumbering | undefined {
  const own = child(properties, "numPr");
  if (own === undefined) return base;
  const list = valueIn(own, "numId") ?? base?.list;
  const level = valueIn(own, "ilvl");
  if (list === undefined || list === "0") return undefined;
  return { list, level: level === undefined ? base?.level : Number(level), style };
}

/** The `w:val` of an element's child. */
export function valueIn(parent: Element, name: string): string | undefined {
  const element = child(parent, name);
  return element === undefined ? undefined : attribute(element, "val");
}

/** A property that is on where it stands, unless it says "0"; undefined where it does not stand. */
export function toggle(properties: Element | undefined, name: string): boolean | undefined {
  const element = child(properties, name);
  return element === undefined ? undefined : isOn(attribute(element, "val") ?? "1");
}

function isOn(value: string): boolean {
  return !/^(?:0|false|off|none)$/i.test(value);
}
