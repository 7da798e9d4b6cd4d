import type { Element } from "domhandler";
import { attribute, child, children, localName, textOf } from "../xml/tree.ts";

/** A formula nests far less; what lies deeper is left out, so that no stack fills. */
const DEEPEST = 60;
const LETTERS_OF_FORMULAS = /[\u{1d400}-\u{1d7ff}]+/gu;

/**
 * A formula (ECMA-376 22.1) on one line, as people type it: `(a+b)/2`, `x^2`, `√(x)`, `∑_(i=1)^n i`. Slanted letters
 * become plain ones, which people search for.
 */
export function linearFormula(formula: Element): string {
  return written(formula, 0)
    .replace(LETTERS_OF_FORMULAS, (it) => it.normalize("NFKC"))
    .replace(/\s+/g, " ")
    .trim();
}

function written(element: Element | undefined, depth: number): string {
  if (element === undefined || depth > DEEPEST) return "";
  const part = (name: string) => written(child(element, name), depth + 1);
  const grouped = (name: string) => group(part(name));
  const marked = (mark: string, text: string) => (text === "" ? "" : `${mark}${group(text)}`);
  const below = (name: string) => marked("_", part(name));
  const above = (name: string) => marked("^", part(name));
  switch (localName(element.name)) {
    case "t":
      return textOf(element);
    case "f":
      return `${grouped("num")}/${grouped("den")}`;
    case "sSup":
      return `${grouped("e")}${above("sup")}`;
    case "sSub":
      return `${grouped("e")}${below("sub")}`;
    case "sSubSup":
      return `${grouped("e")}${below("sub")}${above("sup")}`;
    case "sPre":
      return `${below("sub")}${above("sup")}${grouped("e")}`;
    case "limLow":
      return `${part("e")}${below("lim")}`;
    case "limUpp":
      return `${part("e")}${above("lim")}`;
    case "rad":
      return part("deg") === "" ? `√(${part("e")})` : `root(${part("deg")}, ${part("e")})`;
    case "nary":
      return `${property(element, "naryPr", "chr") ?? "∫"}${below("sub")}${above("sup")} ${part("e")}`;
    case "func":
      return `${part("fName")} ${part("e")}`;
    case "acc":
      return `${grouped("e")}${property(element, "accPr", "chr") ?? "\u0302"}`;
    case "d":
      return delimited(element, depth);
    case "m":
      return `[${all(element, "mr", depth).join("; ")}]`;
    case "eqArr":
      return all(element, "e", depth).join("; ");
    case "mr":
      return all(element, "e", depth).join(", ");
    default:
      if (localName(element.name).endsWith("Pr")) return "";
      return children(element)
        .map((it) => written(it, depth + 1))
        .join("");
  }
}

function delimited(element: Element, depth: number): string {
  const open = property(element, "dPr", "begChr") ?? "(";
  const close = property(element, "dPr", "endChr") ?? ")";
  return `${open}${all(element, "e", depth).join(property(element, "dPr", "sepChr") ?? "|")}${close}`;
}

function all(element: Element, name: string, depth: number): string[] {
  return children(element)
    .filter((it) => localName(it.name) === name)
    .map((it) => written(it, depth + 1));
}

function property(element: Element, properties: string, name: string): string | undefined {
  const found = child(element, properties, name);
  return found === undefined ? undefined : attribute(found, "val");
}

/** In parentheses where it is more than one number, word or call. */
function group(text: string): string {
  const isOne = /^[\p{L}\p{N}.,\p{M}′'∞]*$/u.test(text) || /^\([^()]*\)$/.test(text);
  return isOne ? text : `(${text})`;
}
