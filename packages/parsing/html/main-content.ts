import type { ChildNode, Element, ParentNode } from "domhandler";
import { isTag } from "domhandler";

/** Never content: code, controls, pictures, what stands in for them, and a title (of a page without a head, too). */
const NEVER = new Set(
  "script style template noscript head title svg math canvas iframe object embed audio video map select textarea button datalist dialog link meta".split(
    " ",
  ),
);
/** Around the content of a page, not part of it. */
const AROUND = new Set(["nav", "header", "footer", "aside"]);
const ROLES_AROUND = new Set(["navigation", "banner", "contentinfo", "complementary", "search"]);

export type Ignore = (element: Element) => boolean;

export function isHidden(element: Element): boolean {
  const { attribs, name } = element;
  return (
    NEVER.has(name) ||
    "hidden" in attribs ||
    attribs["aria-hidden"] === "true" ||
    /(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)/i.test(attribs.style ?? "")
  );
}

/** Like `isHidden`, and what surrounds a page's content; but a header that holds a heading is its content's title. */
export function isHiddenOrAround(element: Element): boolean {
  if (isHidden(element)) return true;
  if (ROLES_AROUND.has(element.attribs.role ?? "")) return true;
  if (!AROUND.has(element.name)) return false;
  if (element.name !== "header") return true;
  return !(isInside(element, ["main", "article"]) && find(element, isHeading, isHidden) !== undefined);
}

/** The element that holds the content: main, else the only article, else everything. */
export function mainContent(document: ParentNode): ParentNode {
  const main = find(document, (it) => it.name === "main" || it.attribs.role === "main", isHidden);
  if (main !== undefined) return main;
  const articles = findAll(document, (it) => it.name === "article", isHiddenOrAround);
  return articles.length === 1 && articles[0] !== undefined ? articles[0] : document;
}

export function find(root: ParentNode, wanted: Ignore, ignore: Ignore): Element | undefined {
  return walk(root, wanted, ignore).next().value ?? undefined;
}

function findAll(root: ParentNode, wanted: Ignore, ignore: Ignore): Element[] {
  return [...walk(root, wanted, ignore)];
}

/** In document order, not inside a match; with its own stack, since a file may nest deeper than the call stack. */
function* walk(root: ParentNode, wanted: Ignore, ignore: Ignore): Generator<Element, undefined> {
  const stack: ChildNode[] = root.children.toReversed();
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (!isTag(node) || ignore(node)) continue;
    if (wanted(node)) yield node;
    else for (const child of node.children.toReversed()) stack.push(child);
  }
  return undefined;
}

function isHeading(element: Element): boolean {
  return /^h[1-6]$/.test(element.name);
}

function isInside(element: Element, names: readonly string[]): boolean {
  for (let parent = element.parent; parent !== null; parent = parent.parent) {
    if (isTag(parent) && names.includes(parent.name)) return true;
  }
  return false;
}
