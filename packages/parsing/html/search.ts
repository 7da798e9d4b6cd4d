import type { ChildNode, Element, ParentNode } from "domhandler";
import { isTag } from "domhandler";
import type { Ignore } from "./page.ts";

/** The first in document order; with its own stack, since a file may nest deeper than the call stack. */
export function find(root: ParentNode, wanted: Ignore, ignore: Ignore): Element | undefined {
  const stack: ChildNode[] = root.children.toReversed();
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (!isTag(node) || ignore(node)) continue;
    if (wanted(node)) return node;
    for (const child of node.children.toReversed()) stack.push(child);
  }
  return undefined;
}
