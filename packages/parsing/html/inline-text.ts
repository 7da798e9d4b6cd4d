import type { ChildNode, ParentNode } from "domhandler";
import { isTag, isText } from "domhandler";
import { withoutMarkUp } from "../canonical/mark-up.ts";
import { BLOCK_ELEMENTS } from "./elements.ts";
import { markUp } from "./mark-up.ts";
import type { Ignore } from "./page.ts";
import { closing, opening, standIn } from "./stand-in.ts";

/** Parts of a link's text that are compared with its address. */
const LONGEST_LINK = 50;

/** All text below as one run, elements on lines of their own set apart. With its own stack: files nest deeply. */
export function inlineText(root: ParentNode, ignore: Ignore, withTargets = true): string {
  const parts: string[] = [];
  const stack: (ChildNode | (() => void))[] = root.children.toReversed();
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (typeof node === "function") node();
    else if (isText(node)) parts.push(node.data);
    else if (isTag(node) && !ignore(node)) {
      if (node.name === "br") parts.push(" ");
      const stands = standIn(node);
      if (stands !== undefined) {
        parts.push(stands);
        continue;
      }
      if (BLOCK_ELEMENTS.has(node.name)) {
        parts.push(" ");
        stack.push(() => parts.push(" "));
      } else {
        const element = node;
        const from = parts.length;
        parts.push(opening(element, withoutMarkUp(parts.at(-1) ?? "")));
        stack.push(() => {
          if (element.name === "q" || (element.name === "a" && withTargets)) {
            parts.push(
              closing(element, () => withoutMarkUp(parts.slice(from, from + LONGEST_LINK).join(""))),
            );
          }
          markUp(element, parts, from);
        });
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
