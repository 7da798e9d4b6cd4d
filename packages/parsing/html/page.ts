import type { ReadingNote } from "@footnote/contracts";
import type { Element, ParentNode } from "domhandler";
import { isTag, isText } from "domhandler";
import { concealmentOf } from "./concealed.ts";
import { findPanels } from "./panels.ts";

/** Never content: code, controls, and a title (of a page without a head, too). What a template holds, nobody sees. */
const NEVER = new Set("script style head title canvas map datalist link meta param source track".split(" "));
const ICON = 32;

export type Ignore = (element: Element) => boolean;

/** What of a page is not read, and what there is to say about it afterwards. */
export class Page {
  readonly #isPanel: Ignore;
  readonly #concealed = new Set<Element>();
  readonly #pictures = new Set<Element>();
  readonly #embedded = new Set<Element>();
  readonly #media = new Set<Element>();

  constructor(document: ParentNode) {
    this.#isPanel = findPanels(document);
  }

  /** Whether an element is left out, with all in it. */
  readonly ignores: Ignore = (element) => {
    const { attribs, name } = element;
    if (NEVER.has(name)) return true;
    if (name === "template") return !("shadowrootmode" in attribs);
    if (name === "noscript") return /javascript|<img/i.test(wordsOf(element)) || wordsOf(element) === "";
    if (name === "button") return !opensSomething(element);
    if (name === "input" && /^(?:hidden|password|submit|button|reset|file)$/i.test(attribs.type ?? ""))
      return true;
    this.#count(element);
    const concealment = concealmentOf(element);
    if (concealment === undefined) return false;
    if (concealment === "closed" && this.#isPanel(element)) return false;
    // Formulas and icons are there twice, once for each kind of reader.
    if (name !== "svg" && !/katex|mathjax|mjx/i.test(attribs.class ?? "") && hasWords(element))
      this.#concealed.add(element);
    return true;
  };

  notes(): ReadingNote[] {
    const notes: ReadingNote[] = [
      { kind: "hidden_text", count: this.#concealed.size },
      { kind: "pictures", count: this.#pictures.size },
      { kind: "embedded_objects", count: this.#embedded.size },
      { kind: "media", count: this.#media.size },
    ];
    return notes.filter(({ count }) => count > 0);
  }

  #count(element: Element): void {
    const { attribs, name } = element;
    if (name === "iframe" || name === "object" || name === "embed") this.#embedded.add(element);
    if (name === "audio" || name === "video") this.#media.add(element);
    // An empty alternative says that a picture says nothing; none at all says that nobody wrote one.
    if (name === "img" && attribs.alt === undefined && !isSmall(element)) this.#pictures.add(element);
  }
}

/** The label of what opens a panel heads it; other buttons are for doing, not for reading. */
function opensSomething(element: Element): boolean {
  const { attribs, parent } = element;
  if ("aria-expanded" in attribs || "aria-controls" in attribs || attribs.role === "tab") return true;
  if (
    "data-target" in attribs ||
    "data-bs-target" in attribs ||
    "data-toggle" in attribs ||
    "data-bs-toggle" in attribs
  )
    return true;
  if (/accordion|collaps|toggle|tab/i.test(attribs.class ?? "")) return true;
  return parent !== null && isTag(parent) && /^(?:h[1-6]|dt|summary|legend|label)$/.test(parent.name);
}

function isSmall({ attribs }: Element): boolean {
  const size = (name: string) => Number.parseInt(attribs[name] ?? "999", 10);
  return size("width") <= ICON && size("height") <= ICON;
}

function hasWords(element: Element): boolean {
  return /[\p{L}\p{N}]{2}/u.test(wordsOf(element));
}

/** Enough of an element's text to tell what it is about. */
function wordsOf(element: Element): string {
  let words = "";
  let left = 500;
  const stack = element.children.toReversed();
  for (let node = stack.pop(); node !== undefined && left > 0; node = stack.pop(), left--) {
    if (isText(node)) words += node.data;
    else if (isTag(node) && !NEVER.has(node.name))
      for (const child of node.children.toReversed()) stack.push(child);
  }
  return words.trim();
}
