import { oneLine } from "@footnote/contracts";
import type { ChildNode, Element, ParentNode } from "domhandler";
import { isTag, isText } from "domhandler";

const NAVIGATION =
  /(?:^|[-_\s])(?:nav|navbar|navigation|main-?menu|menu|breadcrumbs?|pagination|pager|skip(?:-?(?:link|nav|to-?content))?|site-?search|search-?form|language-?(?:switcher|selector)|share|social|sharing|ads?|advert\w*|sponsor\w*|cookie\w*|consent|gdpr)(?=$|[-_\s])/i;
const LEGAL =
  /©|\(c\)\s*\d{4}|copyright|all rights reserved|imprint|impressum|privacy|cookie|terms of use|powered by|\blegal\b/i;
const SENTENCE_END = /(?<=[.!?])\s+|\s[|·•]\s/;
const COOKIES = /\bcookies?\b/i;
const NOTICE = 600;
const MOST_ELEMENTS = 100;
const FEWEST_LINKS = 3;
const SHARE_OF_LINKS = 0.7;
const ROLES = new Set(["navigation", "banner", "contentinfo", "search", "menu", "menubar"]);

interface Weight {
  readonly text: number;
  readonly linked: number;
  readonly links: number;
  readonly headings: number;
  readonly elements: number;
}

/**
 * What leads around a site and not to what a page says: menus, trails, search, banners about cookies. Where a page marks
 * its content (main, article), lists of links outside of it are menus, whatever they are called.
 */
const NOTHING: Weight = { text: 0, linked: 0, links: 0, headings: 0, elements: 0 };

export class Surroundings {
  readonly #weights = new Map<ParentNode, Weight>();
  /** The elements that mark content, and all within them. */
  readonly #content = new Set<ParentNode>();

  constructor(document: ParentNode) {
    this.#weigh(document);
  }

  holds(element: Element): boolean {
    const { attribs, name } = element;
    if (name === "nav") return true;
    const isInContent = this.#content.has(element);
    const hasHeading = (this.#weights.get(element)?.headings ?? 0) > 0;
    if (name === "header" || attribs.role === "banner") return !isInContent && !hasHeading;
    if (name === "footer" || attribs.role === "contentinfo")
      return isInContent ? this.#isFooter(element) : !this.#saysMore(element);
    if (ROLES.has(attribs.role ?? "")) return true;
    if (
      NAVIGATION.test(`${attribs.class ?? ""} ${attribs.id ?? ""}`) &&
      !/^(?:body|html|main|article)$/.test(name) &&
      !isWithinHeading(element)
    ) {
      return (
        this.#isMostlyLinks(element, 1) ||
        /cookie|consent|gdpr|skip|share|social|(?:^|[-_\s])ads?(?=$|[-_\s])|advert|sponsor|search/i.test(
          `${attribs.class ?? ""} ${attribs.id ?? ""}`,
        )
      );
    }
    if (isInContent) return name === "aside" && this.#isMostlyLinks(element, FEWEST_LINKS);
    if (name === "a") return /^#(?:main|content|skip)/i.test(attribs.href ?? "");
    if (this.#content.size === 0 || !/^(?:ul|ol|div|section|aside|form|p|table)$/.test(name)) return false;
    return this.#isMostlyLinks(element, FEWEST_LINKS) || this.#isAboutCookies(element);
  }

  /** Of an article: its author and date are the article's; a row of links is not. */
  #isFooter(element: Element): boolean {
    return this.#isMostlyLinks(element, 1) || this.#isLegal(element);
  }

  /** A page's footer with a sentence in it, beside its links and its legal line. */
  #saysMore(element: Element): boolean {
    const weight = this.#weights.get(element);
    if (weight === undefined || this.#isMostlyLinks(element, 1)) return false;
    const said = this.#textOf(element)
      .split(SENTENCE_END)
      .filter((sentence) => !LEGAL.test(sentence));
    return said.join(" ").split(/\s+/).filter(Boolean).length >= FEWEST_LINKS;
  }

  #isLegal(element: Element): boolean {
    return LEGAL.test(this.#textOf(element));
  }

  #isAboutCookies(element: Element): boolean {
    return COOKIES.test(this.#textOf(element));
  }

  #isMostlyLinks(element: Element, fewest: number): boolean {
    const { text, linked, links } = this.#weights.get(element) ?? NOTHING;
    return links >= fewest && linked >= text * SHARE_OF_LINKS;
  }

  /** Of a notice; what is longer, or deeper, is none. */
  #textOf(element: Element): string {
    const { text, elements } = this.#weights.get(element) ?? NOTHING;
    return text > NOTICE || elements > MOST_ELEMENTS ? "" : textOf(element);
  }

  /** Bottom up, once, with its own stack. */
  #weigh(root: ParentNode): void {
    const order: ParentNode[] = [];
    const stack: ParentNode[] = [root];
    for (let parent = stack.pop(); parent !== undefined; parent = stack.pop()) {
      order.push(parent);
      const isMarked = isTag(parent as ChildNode) && isContent(parent as Element);
      if (
        isMarked ||
        ((parent as ChildNode).parent != null &&
          this.#content.has((parent as ChildNode).parent as ParentNode))
      ) {
        this.#content.add(parent);
      }
      for (const child of parent.children) if (isTag(child)) stack.push(child);
    }
    for (const parent of order.toReversed()) {
      let text = 0;
      let linked = 0;
      let links = 0;
      let headings = 0;
      let elements = 1;
      for (const child of parent.children) {
        if (isText(child)) text += child.data.trim().length;
        else if (isTag(child)) {
          const weight = this.#weights.get(child);
          text += weight?.text ?? 0;
          linked += weight?.linked ?? 0;
          links += weight?.links ?? 0;
          headings += (weight?.headings ?? 0) + Number(/^h[1-6]$/.test(child.name));
          elements += weight?.elements ?? 0;
        }
      }
      const isLink = isTag(parent as ChildNode) && (parent as Element).name === "a";
      const own = isLink ? { linked: text, links: 1 } : { linked, links };
      this.#weights.set(parent, { text, ...own, headings, elements });
    }
  }
}

function isContent(element: Element): boolean {
  return element.name === "main" || element.name === "article" || element.attribs.role === "main";
}

function isWithinHeading(element: Element): boolean {
  let at: ParentNode | null = element;
  for (let up = 0; up < 3 && at !== null; up++) {
    if (isTag(at as ChildNode) && /^h[1-6]$/.test((at as Element).name)) return true;
    at = (at as Element).parent;
  }
  return false;
}

function textOf(root: ParentNode): string {
  const parts: string[] = [];
  const stack: ChildNode[] = root.children.toReversed();
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (isText(node)) parts.push(node.data);
    else if (isTag(node)) for (const child of node.children.toReversed()) stack.push(child);
  }
  return oneLine(parts.join(" "));
}
