import type { Document, Element, ParentNode } from "domhandler";
import { isTag } from "domhandler";

/** What pages call the parts that a click opens. */
const PANEL =
  /(?:^|[-_\s])(?:accordion\w*|collaps\w*|tabs?|tab-?(?:panel|pane|content|body)|tabpanel|panel|faq\w*|answers?|toggl\w*|expand\w*|disclosure|drawer|spoiler|reveal|read-?more|more|modal|dialog|popover|details)(?=$|[-_\s])/i;
const ANCESTORS = 3;

/**
 * The elements of a page that are closed until somebody clicks: their text is the page's, whatever hides it now. Known by
 * what points at them, by their role or name, or as the definition of a term.
 */
export function findPanels(document: Document | ParentNode): (element: Element) => boolean {
  const targets = new Set<string>();
  const stack = [...document.children];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (!isTag(node)) continue;
    const { attribs } = node;
    for (const name of ["aria-controls", "data-target", "data-bs-target", "href", "for", "aria-owns"]) {
      const value = attribs[name];
      if (value === undefined || (name === "href" && !value.startsWith("#"))) continue;
      for (const id of value.split(/\s+/)) targets.add(id.replace(/^#/, ""));
    }
    for (const child of node.children) stack.push(child);
  }
  return (element) => {
    if (element.name === "dd" || element.name === "dialog" || element.name === "details") return true;
    if (element.attribs.role === "tabpanel" || element.attribs.role === "region") return true;
    if (element.attribs.hidden === "until-found") return true;
    if (targets.has(element.attribs.id ?? "")) return true;
    return isNamedPanel(element) || followsTrigger(element);
  };
}

function isNamedPanel(element: Element): boolean {
  let at: Element | null = element;
  for (let up = 0; up <= ANCESTORS && at !== null; up++) {
    if (PANEL.test(`${at.attribs.class ?? ""} ${at.attribs.id ?? ""}`)) return true;
    at = at.parent !== null && isTag(at.parent) ? at.parent : null;
  }
  return false;
}

/** Right after what can be clicked. */
function followsTrigger(element: Element): boolean {
  let before = element.prev;
  while (before !== null && !isTag(before)) before = before.prev;
  if (before === null || !isTag(before)) return false;
  const { attribs, name } = before;
  return name === "button" || name === "summary" || "onclick" in attribs || "aria-expanded" in attribs;
}
