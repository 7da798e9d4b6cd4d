import type { ChildNode, Element, ParentNode } from "domhandler";
import { isTag, isText } from "domhandler";
import { BLOCK_ELEMENTS } from "./elements.ts";
import type { Ignore } from "./main-content.ts";

/** What a picture says to those who cannot see it. */
export function alternative(image: Element): string {
  const text = image.attribs.alt ?? "";
  return text.trim() === "" ? "" : ` ${text} `;
}

/** All text below as one run, elements on lines of their own set apart. With its own stack: files nest deeply. */
export function inlineText(root: ParentNode, ignore: Ignore): string {
  const parts: string[] = [];
  const stack: (ChildNode | " ")[] = root.children.toReversed();
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (node === " ") parts.push(" ");
    else if (isText(node)) parts.push(node.data);
    else if (isTag(node) && !ignore(node)) {
      if (node.name === "br") parts.push(" ");
      if (node.name === "img") parts.push(alternative(node));
      const apart = BLOCK_ELEMENTS.has(node.name);
      if (apart) {
        parts.push(" ");
        stack.push(" ");
      }
      for (const child of node.children.toReversed()) stack.push(child);
    }
  }
  return parts.join("");
}

/** The characters as they stand, for preformatted text. */
export function rawText(root: ParentNode, ignore: Ignore): string {
  const parts: string[] = [];
  const stack: ChildNode[] = root.children.toReversed();
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (isText(node)) parts.push(node.data);
    else if (isTag(node) && !ignore(node)) {
      if (node.name === "br") parts.push("\n");
      for (const child of node.children.toReversed()) stack.push(child);
    }
  }
  return parts.join("");
}
