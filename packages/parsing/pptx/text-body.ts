import type { Element, ParentNode } from "domhandler";
import type { DraftBlock, DraftItem } from "../canonical/draft.ts";
import { attribute, child, children, descendants, localName, textOf } from "../xml/tree.ts";

/** What a shape says, its paragraphs joined. */
export function wholeText(body: ParentNode | undefined): string {
  if (body === undefined) return "";
  return [...descendants(body, "p")].map(paragraphText).join("\n");
}

/**
 * Paragraphs and lists. Whether a paragraph has a bullet is mostly laid down in the slide's master: in a placeholder
 * for content it has, unless it says otherwise or stands there alone.
 */
export function readTextBody(body: ParentNode | undefined, isContent: boolean): DraftBlock[] {
  if (body === undefined) return [];
  const paragraphs = [...descendants(body, "p")].filter((it) => paragraphText(it).trim() !== "");
  const blocks: DraftBlock[] = [];
  let list: { ordered: boolean; items: DraftItem[] } | undefined;
  for (const paragraph of paragraphs) {
    const text = paragraphText(paragraph);
    const bullet = bulletOf(paragraph);
    if (bullet === "none" || (bullet === undefined && (!isContent || paragraphs.length === 1))) {
      blocks.push({ kind: "paragraph", text });
      list = undefined;
      continue;
    }
    if (list === undefined) {
      list = { ordered: bullet === "number", items: [] };
      blocks.push({ kind: "list", ...list });
    }
    const properties = child(paragraph, "pPr");
    const level = Number((properties && attribute(properties, "lvl")) ?? 0);
    list.items.push({ text, depth: Number.isInteger(level) ? level : 0 });
  }
  return blocks;
}

function bulletOf(paragraph: Element): "none" | "mark" | "number" | undefined {
  for (const { name } of children(child(paragraph, "pPr"))) {
    if (localName(name) === "buNone") return "none";
    if (localName(name) === "buAutoNum") return "number";
    if (localName(name) === "buChar" || localName(name) === "buBlip") return "mark";
  }
  return undefined;
}

/** Runs and fields, line breaks, and formulas as far as they are characters. */
function paragraphText(paragraph: Element): string {
  let text = "";
  for (const part of descendants(paragraph, "t", "br")) {
    text += localName(part.name) === "br" ? "\n" : textOf(part);
  }
  return text;
}
