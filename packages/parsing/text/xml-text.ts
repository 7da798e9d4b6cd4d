import { oneLine } from "@footnote/contracts";
import type { Element, ParentNode } from "domhandler";
import { isTag, isText } from "domhandler";
import { parseDocument } from "htmlparser2";
import type { DraftBlock, DraftDocument } from "../canonical/draft.ts";
import { jsonBlocks } from "../json/blocks.ts";
import type { JsonObject, JsonValue } from "../json/values.ts";
import type { ParseLimits } from "../limits.ts";
import { nestedTooDeeply } from "../problems.ts";
import { localName } from "../xml/tree.ts";

/** Elements of DocBook, DITA, TEI, JATS and their like that hold a reader's text. */
const PROSE = /^(?:para|p|simpara|section|sect\d|chapter|topic|article|body|div|abstract|sec|head)$/;
const TITLE = /^(?:title|head|h[1-6]|subtitle|caption)$/;
const SECTION =
  /^(?:section|sect\d|chapter|topic|concept|task|reference|article|book|part|sec|appendix|div\d?|entry|item)$/;

/** Elements as a person would read them: a document's in order, data's as records. Attributes of data are data. */
export function parseXmlText(fileName: string, source: string, limits: ParseLimits): DraftDocument {
  const document = parseDocument(source.replace(/^\ufeff/, ""), { xmlMode: true });
  const roots = document.children.filter(isTag);
  const isKnown = roots.some((root) => /^(?:svg|opml)$/.test(localName(root.name)) || has(root, isProse));
  if (isKnown || roots.some((root) => has(root, isMixed))) {
    const blocks: DraftBlock[] = [];
    readProseElements(document, blocks, !isKnown);
    const title = blocks.find((block) => block.kind === "heading");
    if (blocks.length > 0) return { title: title?.kind === "heading" ? title.text : undefined, blocks };
  }
  const blocks = roots.flatMap((root): DraftBlock[] => {
    const value = toValue(root, 0, limits.maxNesting);
    return typeof value === "string" ? [{ kind: "paragraph", text: value }] : jsonBlocks(value, 1);
  });
  return { title: fileName, blocks };
}

function isProse(element: Element): boolean {
  return PROSE.test(localName(element.name));
}

/** Text beside elements is prose; data holds one or the other. */
function isMixed(element: Element): boolean {
  return element.children.some(isTag) && element.children.some((it) => isText(it) && it.data.trim() !== "");
}

function has(root: Element, wanted: (element: Element) => boolean): boolean {
  const stack: Element[] = [root];
  for (let element = stack.pop(); element !== undefined; element = stack.pop()) {
    if (wanted(element)) return true;
    stack.push(...element.children.filter(isTag));
  }
  return false;
}

/**
 * With its own stack: files nest deeply.
 * @param areData whether nothing tells that attributes are only for programs, so that they are said as well
 */
function readProseElements(root: ParentNode, blocks: DraftBlock[], areData: boolean): void {
  const stack: { element: ParentNode; depth: number }[] = [{ element: root, depth: 0 }];
  for (let top = stack.pop(); top !== undefined; top = stack.pop()) {
    const { element, depth } = top;
    const name = isElement(element) ? localName(element.name) : "";
    const isLeaf = element.children.some(
      (it) => it.type === "cdata" || (isText(it) && it.data.trim() !== ""),
    );
    if (name === "style" || name === "script") continue;
    if (isElement(element) && areData) addAttributes(element, blocks);
    if (isElement(element) && name === "outline") addOutlineItem(element, depth, blocks);
    if (isLeaf) {
      const text = textOf(element);
      blocks.push(
        TITLE.test(name) ? { kind: "heading", level: Math.max(depth, 1), text } : { kind: "paragraph", text },
      );
      continue;
    }
    const deeper = depth + Number(SECTION.test(name) || name === "outline");
    for (const child of element.children.toReversed()) {
      if (isTag(child)) stack.push({ element: child, depth: deeper });
    }
  }
}

function isElement(node: ParentNode): node is Element {
  return isTag(node as Element);
}

function addAttributes(element: Element, blocks: DraftBlock[]): void {
  const said = attributesOf(element).map(([name, value]) => `${localName(name)}: ${value}`);
  if (said.length > 0) blocks.push({ kind: "paragraph", text: said.join("; ") });
}

/** All that an item of OPML says stands in attributes. */
function addOutlineItem({ attribs }: Element, depth: number, blocks: DraftBlock[]): void {
  const said = ["text", "_note", "htmlUrl", "url"].flatMap((name) => attribs[name]?.trim() || []);
  if (said.length === 0) return;
  const item = { text: oneLine(said.join(": ")), depth };
  const last = blocks.at(-1);
  if (last?.kind === "list") last.items.push(item);
  else blocks.push({ kind: "list", ordered: false, items: [item] });
}

/** Those that say something: not which names and schemas the file uses. */
function attributesOf(element: Element): [name: string, value: string][] {
  return Object.entries(element.attribs).filter(([name]) => !/^xmlns(?::|$)|^xsi:|^xml:/.test(name));
}

function textOf(root: ParentNode): string {
  const parts: string[] = [];
  const stack = root.children.toReversed();
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (isText(node)) parts.push(node.data);
    else if (isTag(node) || node.type === "cdata") {
      if (isTag(node))
        parts.push(
          /^(?:p|para|li|item|entry|row|title|listitem|cell|br|lb)$/.test(localName(node.name)) ? " " : "",
        );
      stack.push(...node.children.toReversed());
    }
  }
  return oneLine(parts.join(""));
}

function toValue(element: Element, depth: number, maxNesting: number): JsonValue {
  if (depth > maxNesting) throw nestedTooDeeply(maxNesting);
  const inner = element.children.filter(isTag);
  const attributes = attributesOf(element);
  const text = inner.length === 0 ? textOf(element) : "";
  if (inner.length === 0 && attributes.length === 0) return text;
  // Without a prototype: an element may be named as one of its members is.
  const value: JsonObject = Object.create(null);
  for (const [name, said] of attributes) value[localName(name)] = said;
  if (inner.length === 0) {
    if (text !== "") value[localName(element.name)] = text;
    return value;
  }
  for (const [name, same] of Map.groupBy(inner, (it) => localName(it.name))) {
    const values = same.map((it) => toValue(it, depth + 1, maxNesting));
    const [only] = values;
    value[name in value ? `${name} (element)` : name] =
      values.length === 1 && only !== undefined ? only : values;
  }
  return value;
}
