import type { Element, ParentNode } from "domhandler";
import type { DraftBlock, DraftItem } from "../canonical/draft.ts";
import { isPower } from "../canonical/power.ts";
import { alternativeOf } from "../office/alternative.ts";
import { withAddress } from "../office/link.ts";
import { linearFormula } from "../office/math.ts";
import { referenceOf } from "../office/relationships.ts";
import { attribute, child, children, descendants, localName, textOf } from "../xml/tree.ts";
import { AutoNumbers } from "./auto-number.ts";

/** PowerPoint itself has nine levels. */
const DEEPEST = 8;

/** Where links of the part lead, by their id. */
export type Addresses = ReadonlyMap<string, string>;

/** What a shape says, its paragraphs joined. */
export function wholeText(body: ParentNode | undefined, addresses: Addresses): string {
  if (body === undefined) return "";
  return [...descendants(body, "p")].map((it) => paragraphText(it, addresses)).join("\n");
}

/**
 * Paragraphs and lists. Whether a paragraph has a bullet is mostly laid down in the slide's master: in a placeholder
 * for content it has, unless it says otherwise or stands there alone.
 */
export function readTextBody(
  body: ParentNode | undefined,
  isContent: boolean,
  addresses: Addresses,
): DraftBlock[] {
  if (body === undefined) return [];
  const paragraphs = [...descendants(body, "p")]
    .map((element) => ({ element, text: paragraphText(element, addresses) }))
    .filter(({ text }) => text.trim() !== "");
  const blocks: DraftBlock[] = [];
  let list: { ordered: boolean; items: DraftItem[] } | undefined;
  const numbers = new AutoNumbers();
  for (const { element, text } of paragraphs) {
    const { bullet, scheme } = bulletOf(element);
    if (bullet === "none" || (bullet === undefined && (!isContent || paragraphs.length === 1))) {
      blocks.push({ kind: "paragraph", text });
      list = undefined;
      numbers.end();
      continue;
    }
    if (list === undefined) {
      list = { ordered: bullet === "number", items: [] };
      blocks.push({ kind: "list", ...list });
    }
    const properties = child(element, "pPr");
    const level = Number((properties && attribute(properties, "lvl")) ?? 0);
    const depth = Number.isInteger(level) && level >= 0 && level <= DEEPEST ? level : 0;
    const number = scheme === undefined ? "" : numbers.next(scheme, depth);
    list.items.push({ text: number + text, depth });
  }
  return blocks;
}

interface Bullet {
  readonly bullet: "none" | "mark" | "number" | undefined;
  /** How it is numbered. */
  readonly scheme?: Element;
}

function bulletOf(paragraph: Element): Bullet {
  for (const element of children(child(paragraph, "pPr"))) {
    const name = localName(element.name);
    if (name === "buNone") return { bullet: "none" };
    if (name === "buAutoNum") return { bullet: "number", scheme: element };
    if (name === "buChar" || name === "buBlip") return { bullet: "mark" };
  }
  return { bullet: undefined };
}

/** Runs and fields, line breaks, formulas, and where links lead. */
function paragraphText(paragraph: ParentNode, addresses: Addresses): string {
  let text = "";
  // A link may be several runs that follow each other.
  let link: { address: string; text: string } | undefined;
  const endLink = () => {
    if (link !== undefined) text += withAddress(link.text, link.address);
    link = undefined;
  };
  for (const part of descendants(paragraph, "r", "fld", "br", "t", "oMath", "AlternateContent")) {
    const address = addressOf(part, addresses);
    if (link?.address !== address) endLink();
    const said = partText(part, addresses);
    if (address === undefined) text += isRaised(part) && isPower(text, said) ? `^${said}` : said;
    else if (link === undefined) link = { address, text: said };
    else link.text += said;
  }
  endLink();
  return text;
}

/** Set above the line (ECMA-376 21.1.2.3.9). */
function isRaised(part: Element): boolean {
  const properties = child(part, "rPr");
  return properties !== undefined && Number.parseInt(attribute(properties, "baseline") ?? "0", 10) > 0;
}

function partText(part: Element, addresses: Addresses): string {
  switch (localName(part.name)) {
    case "br":
      return "\n";
    case "oMath":
      return linearFormula(part);
    case "AlternateContent":
      return paragraphText(alternativeOf(part) ?? part, addresses);
    case "t":
      return textOf(part);
    default:
      return [...descendants(part, "t")].map(textOf).join("");
  }
}

function addressOf(part: Element, addresses: Addresses): string | undefined {
  const click = child(part, "rPr", "hlinkClick");
  return click === undefined ? undefined : addresses.get(referenceOf(click.attribs) ?? "");
}
