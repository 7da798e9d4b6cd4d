import type { ChildNode, Element, ParentNode } from "domhandler";
import { isTag, isText } from "domhandler";
import type { DraftBlock, DraftItem } from "../canonical/draft.ts";
import { withoutMarkUp } from "../canonical/mark-up.ts";
import { BLOCK_ELEMENTS } from "./elements.ts";
import { inlineText, rawText } from "./inline-text.ts";
import { itemNumbers } from "./item-numbers.ts";
import { markUp } from "./mark-up.ts";
import type { Ignore } from "./page.ts";
import { find } from "./search.ts";
import { closing, opening, standIn } from "./stand-in.ts";
import { isLayout, readTable } from "./table.ts";

/** What lies deeper is read as running text; browsers themselves stop at 512. */
const DEEPEST = 400;
/** Parts of a link's text that are compared with its address. */
const LONGEST_LINK = 50;
const HEADING = /^h([1-6])$/;

type DraftList = Extract<DraftBlock, { kind: "list" }>;

/** The blocks of an element's content in reading order. */
export function readBlocks(root: ParentNode, ignore: Ignore): DraftBlock[] {
  const reader = new BlockReader(ignore);
  reader.children(root, 0);
  reader.flush();
  return reader.blocks;
}

class BlockReader {
  readonly blocks: DraftBlock[] = [];
  readonly #ignore: Ignore;
  #inline: string[] = [];
  #list: DraftList | undefined;
  #item: DraftItem | undefined;
  /** What the open item is numbered with, where a page would not show it by itself. */
  #number = "";
  #listDepth = -1;
  #ordered = false;
  #numbers: ReadonlyMap<Element, string> = new Map();

  constructor(ignore: Ignore) {
    this.#ignore = ignore;
  }

  /** Ends the running text: it belongs to the open list item, else it is a paragraph. */
  flush(): void {
    const text = this.#inline.join("");
    this.#inline = [];
    if (text.trim() === "") return;
    if (this.#item !== undefined) this.#addToItem(text);
    else this.#push({ kind: "paragraph", text });
  }

  children(parent: ParentNode, depth: number): void {
    if (depth > DEEPEST) this.#inline.push(inlineText(parent, this.#ignore));
    else for (const node of parent.children) this.#node(node, depth + 1);
  }

  #node(node: ChildNode, depth: number): void {
    if (isText(node)) this.#inline.push(node.data.replace(/\s+/g, " "));
    else if (isTag(node) && !this.#ignore(node)) this.#element(node, depth);
  }

  #element(element: Element, depth: number): void {
    const { name } = element;
    if (name === "br") this.#inline.push("\n");
    else if (standIn(element) !== undefined) this.#inline.push(standIn(element) ?? "");
    else if (name === "textarea") this.#inline.push(` ${rawText(element, this.#ignore)} `);
    else if (!BLOCK_ELEMENTS.has(name)) {
      const from = this.#inline.length;
      const running = this.#inline;
      running.push(opening(element, withoutMarkUp(running.at(-1) ?? "")));
      this.children(element, depth);
      this.#close(element, from);
      // What is around blocks is no stretch of one of them.
      if (running === this.#inline) markUp(element, running, from);
    } else {
      this.flush();
      this.#block(element, depth);
      this.flush();
    }
  }

  /** A link around blocks has given its text away: its target follows the last of them. */
  #close(element: Element, from: number): void {
    const shown = withoutMarkUp(this.#inline.slice(from, from + LONGEST_LINK).join(""));
    const last = this.blocks.at(-1);
    if (shown !== "" || last?.kind !== "paragraph") this.#inline.push(closing(element, () => shown));
    else last.text += closing(element, () => withoutMarkUp(last.text));
  }

  #block(element: Element, depth: number): void {
    const { name } = element;
    const level = HEADING.exec(name)?.[1];
    if (level !== undefined) {
      this.#push({ kind: "heading", level: Number(level), text: inlineText(element, this.#ignore, false) });
    } else if (name === "pre") this.#code(element);
    else if (name === "table" && !isLayout(element, this.#ignore)) this.#table(element);
    else if (name === "ul" || name === "ol" || name === "menu" || name === "dl")
      this.#readList(element, depth);
    else if (name === "li" || name === "dt") this.#readItem(element, depth, 0);
    else if (name === "dd") this.#readItem(element, depth, 1);
    else this.children(element, depth);
  }

  #code(element: Element): void {
    const code = find(element, (it) => it.name === "code", this.#ignore);
    const named = `${element.attribs.class ?? ""} ${code?.attribs.class ?? ""}`;
    const language = /(?:^|\s)lang(?:uage)?-(\S+)/.exec(named)?.[1];
    const text = rawText(element, this.#ignore);
    this.#push({ kind: "code", text, ...(language === undefined ? {} : { language }) });
  }

  #table(table: Element): void {
    for (const child of table.children) {
      if (!isTag(child) || child.name !== "caption" || this.#ignore(child)) continue;
      this.#push({ kind: "paragraph", text: inlineText(child, this.#ignore) });
    }
    this.#push(...readTable(table, this.#ignore));
  }

  #readList(element: Element, depth: number): void {
    const outer = { item: this.#item, numbers: this.#numbers, outermost: this.#listDepth < 0 };
    this.#numbers = itemNumbers(element);
    this.#listDepth++;
    if (outer.outermost) this.#ordered = element.name === "ol";
    this.#item = undefined;
    this.children(element, depth);
    this.flush();
    this.#listDepth--;
    this.#numbers = outer.numbers;
    if (outer.outermost) {
      this.#list = undefined;
      this.#ordered = false;
    } else if (outer.item !== undefined) this.#beginItem(this.#listDepth);
  }

  #readItem(element: Element, depth: number, deeper: 0 | 1): void {
    const outer = this.#item;
    this.#beginItem(Math.max(this.#listDepth, 0) + deeper, this.#numbers.get(element));
    this.children(element, depth);
    this.flush();
    this.#item = outer;
    if (this.#listDepth < 0) this.#list = undefined;
  }

  #beginItem(depth: number, number = ""): void {
    this.#item = { text: "", depth };
    this.#number = number;
  }

  /** An item enters its list with its first text, so that text after a nested list is an item after that. */
  #addToItem(text: string): void {
    const item = this.#item ?? { text: "", depth: 0 };
    if (item.text === "") {
      if (this.#list === undefined) {
        this.#list = { kind: "list", ordered: this.#ordered, items: [] };
        this.blocks.push(this.#list);
      }
      this.#list.items.push(item);
      item.text = this.#number + text.trimStart();
    } else item.text += ` ${text}`;
  }

  /** A block inside a list item (code, a table) divides the list: what follows is a list of its own. */
  #push(...blocks: readonly DraftBlock[]): void {
    this.blocks.push(...blocks);
    this.#list = undefined;
    if (this.#item !== undefined) this.#beginItem(this.#item.depth);
  }
}
