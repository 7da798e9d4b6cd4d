import type { ChildNode, Document, Element, ParentNode } from "domhandler";
import { DomHandler, hasChildren, isTag, isText } from "domhandler";
import { Parser, parseDocument } from "htmlparser2";
import { decodeText } from "../decode.ts";
import { corrupt } from "../problems.ts";

/**
 * Entities that the file declares itself are left as they stand (`&x;`): nothing is expanded, so nothing can grow,
 * and nothing outside the file is ever opened.
 */
export function parseXml(bytes: Uint8Array): Document {
  return parseDocument(decodeText(bytes), { xmlMode: true });
}

/**
 * Like `parseXml`, for a part that a document cannot do without: what breaks off before its elements are closed is no
 * document that happens to be shorter. @param what names the file in problems @throws FootnoteError file_corrupt
 */
export function parseWholeXml(bytes: Uint8Array, what: string): Document {
  const text = decodeText(bytes);
  let isWhole = true;
  const handler = new (class extends DomHandler {
    override onclosetag(_name?: string, isImplied = false): void {
      // htmlparser2 says the same of `<a/>`, which is closed as it should be.
      if (isImplied && text[parser.endIndex - 1] !== "/") isWhole = false;
      super.onclosetag();
    }
  })(undefined, { xmlMode: true });
  const parser = new Parser(handler, { xmlMode: true });
  parser.end(text);
  if (!isWhole) throw corrupt(what, "its text breaks off in the middle.");
  return handler.root;
}

/** Without its prefix, which every writer chooses: `a:t` and `t` are both a `t`. */
export function localName(name: string): string {
  return name.slice(name.indexOf(":") + 1);
}

export function attribute(element: Element, name: string): string | undefined {
  return element.attribs[name] ?? Object.entries(element.attribs).find(([it]) => localName(it) === name)?.[1];
}

export function children(parent: ParentNode | undefined): Element[] {
  return parent === undefined ? [] : parent.children.filter(isTag);
}

export function child(parent: ParentNode | undefined, ...path: readonly string[]): Element | undefined {
  let at: ParentNode | undefined = parent;
  for (const name of path) {
    at = children(at).find((it) => localName(it.name) === name);
  }
  return at as Element | undefined;
}

/** In document order, those inside a match left out. With its own stack: files nest deeply. */
export function* descendants(root: ParentNode, ...names: readonly string[]): Generator<Element> {
  for (const node of nodesBelow(root, (it) => names.includes(localName(it.name)))) {
    if (isTag(node) && names.includes(localName(node.name))) yield node;
  }
}

/** All characters below. */
export function textOf(root: ParentNode | undefined): string {
  if (root === undefined) return "";
  let text = "";
  for (const node of nodesBelow(root, () => false)) if (isText(node)) text += node.data;
  return text;
}

function* nodesBelow(root: ParentNode, isLeaf: (element: Element) => boolean): Generator<ChildNode> {
  const stack: ChildNode[] = root.children.toReversed();
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    yield node;
    if (!hasChildren(node) || (isTag(node) && isLeaf(node))) continue;
    for (const below of node.children.toReversed()) stack.push(below);
  }
}
