import { oneLine } from "@footnote/contracts";
import type { ChildNode, Element } from "domhandler";
import { isTag, isText } from "domhandler";
import { isPower } from "../canonical/power.ts";
import { mathText } from "./math.ts";

const TYPED = /^(?:text|email|number|date|datetime-local|month|week|time|tel|url|search|)$/i;
const ADDRESS = /^(?:https?|ftps?|mailto|tel|sms|file|smb):/i;
/** A link within a site leads to another page, which is read itself; a file to fetch is worth its name. */
const FILE = /\.(?:pdf|docx?|xlsx?|pptx?|od[tsp]|rtf|txt|csv|zip|epub|eml|ics)(?:[?#]|$)/i;

/** What stands for an element whole: the words for a picture, what a field holds, a formula. Undefined: its content. */
export function standIn(element: Element): string | undefined {
  const { attribs, name } = element;
  switch (name) {
    case "img":
    case "area":
      return apart(attribs.alt ?? "");
    case "input":
      if (/^(?:checkbox|radio)$/i.test(attribs.type ?? "")) return "checked" in attribs ? "☑ " : "☐ ";
      if (/^image$/i.test(attribs.type ?? "")) return apart(attribs.alt ?? "");
      return TYPED.test(attribs.type ?? "") ? apart(attribs.value ?? "") : "";
    case "select":
      return apart(optionsOf(element));
    case "math":
      return apart(mathText(element));
    case "ruby":
      return withPronunciation(element);
    case "svg":
      return apart(wordsOf(element));
    case "iframe":
    case "object":
    case "embed":
    case "audio":
    case "video":
      return apart(attribs.title ?? attribs["aria-label"] ?? "");
    default:
      return undefined;
  }
}

/** What comes before an element's own text, so that what it means is not lost with its look. */
export function opening(element: Element, before: string): string {
  if (element.name === "q") return "“";
  if (element.name === "ins") return isStruck(element.prev) ? " " : "";
  if (element.name !== "sup") return "";
  // 10 to the third is not 103.
  const [only, ...others] = element.children;
  if (others.length > 0 || only === undefined || !isText(only)) return "";
  return isPower(before, only.data) ? "^" : "";
}

/** What was taken out is struck through: "31" and what it became, "35", are not 3135. */
function isStruck(node: ChildNode | null): boolean {
  return node !== null && isTag(node) && /^(?:del|s|strike)$/.test(node.name);
}

/** What comes after it. @param text what a link shows; only asked for where there is a link */
export function closing(element: Element, text: () => string): string {
  if (element.name === "q") return "”";
  return element.name === "a" ? targetOf(element, text) : "";
}

/** @example targetOf(<a href="https://a.test/x">portal</a>) // " (https://a.test/x)" */
function targetOf({ attribs }: Element, text: () => string): string {
  const href = attribs.href?.trim() ?? "";
  if (!(ADDRESS.test(href) || FILE.test(href))) return "";
  const shown = text().trim();
  if (shown === "") return "";
  const address = href.replace(/^mailto:([^?]*).*$/i, "$1").replace(/^(?:tel|sms):/i, "");
  const bare = (url: string) =>
    url
      .replace(/^https?:\/\/(?:www\.)?/i, "")
      .replace(/\/$/, "")
      .replace(/[\s()-]/g, "")
      .toLowerCase();
  return bare(shown).includes(bare(address)) ? "" : ` (${address})`;
}

/** "漢字（かんじ）": a word is found whole, and how it is pronounced as well. */
function withPronunciation(ruby: Element): string {
  const parts = { word: "", pronounced: "" };
  const stack = ruby.children.map((node) => ({ node, isAbove: false })).toReversed();
  for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
    const { node, isAbove } = at;
    if (isText(node)) parts[isAbove ? "pronounced" : "word"] += node.data;
    else if (isTag(node) && !/^(?:rp|script|style|template)$/.test(node.name)) {
      const inside = isAbove || node.name === "rt" || node.name === "rtc";
      for (const child of node.children.toReversed()) stack.push({ node: child, isAbove: inside });
    }
  }
  const pronounced = parts.pronounced.replace(/\s+/g, "");
  return pronounced === "" ? parts.word : `${parts.word.trim()}（${pronounced}）`;
}

function apart(text: string): string {
  return text.trim() === "" ? "" : ` ${text.trim()} `;
}

function optionsOf(select: Element): string {
  const options: string[] = [];
  const stack = select.children.toReversed();
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (!isTag(node)) continue;
    if (node.name === "option") options.push(textOf(node));
    else for (const child of node.children.toReversed()) stack.push(child);
  }
  return options.filter((option) => option !== "").join(", ");
}

/** The title, description and labels of a drawing. */
function wordsOf(svg: Element): string {
  const words: string[] = [];
  const stack = svg.children.toReversed();
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (!isTag(node) || node.name === "style" || node.name === "script" || node.name === "symbol") continue;
    if (/^(?:title|desc|text)$/.test(node.name)) words.push(textOf(node));
    else for (const child of node.children.toReversed()) stack.push(child);
  }
  return words.filter((word) => word !== "").join(" ");
}

function textOf(element: Element): string {
  const parts: string[] = [];
  const stack = element.children.toReversed();
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (isText(node)) parts.push(node.data);
    else if (isTag(node)) for (const child of node.children.toReversed()) stack.push(child);
  }
  return oneLine(parts.join(""));
}
