import type { Element } from "domhandler";
import type { DraftBlock, DraftItem } from "../canonical/draft.ts";
import { attribute, child, children, descendants, parseXml } from "../xml/tree.ts";
import { drawingText } from "./drawing-text.ts";

const DEEPEST = 20;

/** The labels of a diagram (SmartArt) as a list, each below the one that it hangs from (ECMA-376 21.4.2). */
export function readDiagram(xml: Uint8Array): DraftBlock[] {
  const root = children(parseXml(xml))[0];
  if (root === undefined) return [];
  const points = new Map<string, Element>();
  for (const point of descendants(root, "pt"))
    points.set(attribute(point, "modelId") ?? `${points.size}`, point);
  const below = childrenOf(root);
  const items: DraftItem[] = [];
  const seen = new Set<string>();
  // With its own stack: a chain of points may be longer than the call stack.
  const visit = (first: string) => {
    const stack = [{ id: first, depth: 0 }];
    for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
      const point = points.get(next.id);
      if (point === undefined || seen.has(next.id)) continue;
      seen.add(next.id);
      const text = labelOf(point);
      if (text !== "") items.push({ text, depth: next.depth });
      const depth = Math.min(text === "" ? next.depth : next.depth + 1, DEEPEST);
      for (const id of (below.get(next.id) ?? []).toReversed()) stack.push({ id, depth });
    }
  };
  for (const [id, point] of points) if (attribute(point, "type") === "doc") visit(id);
  for (const id of points.keys()) visit(id);
  return items.length === 0 ? [] : [{ kind: "list", ordered: false, items }];
}

/** By the point above, in their order. */
function childrenOf(root: Element): Map<string, string[]> {
  const links: { from: string; to: string; order: number }[] = [];
  for (const link of descendants(root, "cxn")) {
    if (!/^parOf$/.test(attribute(link, "type") ?? "parOf")) continue;
    const order = Number(attribute(link, "srcOrd") ?? 0);
    links.push({ from: attribute(link, "srcId") ?? "", to: attribute(link, "destId") ?? "", order });
  }
  const below = new Map<string, string[]>();
  for (const { from, to } of links.sort((a, b) => a.order - b.order)) {
    const siblings = below.get(from);
    if (siblings === undefined) below.set(from, [to]);
    else siblings.push(to);
  }
  return below;
}

function labelOf(point: Element): string {
  // What a layout shows where nobody wrote anything is not the author's.
  const properties = child(point, "prSet");
  if (properties !== undefined && /^(?:1|true)$/.test(attribute(properties, "phldr") ?? "")) return "";
  return drawingText(child(point, "t")).replaceAll("\n", " ");
}
