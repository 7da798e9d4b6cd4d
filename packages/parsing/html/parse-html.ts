import type { Document } from "domhandler";
import { parseDocument } from "htmlparser2";
import type { DraftBlock, DraftDocument } from "../canonical/draft.ts";
import { declaredInXml, readText } from "../decode.ts";
import { splitFrontMatter } from "../markdown/front-matter.ts";
import { removeTemplateTags } from "../markdown/template-tags.ts";
import { readBlocks } from "./blocks.ts";
import { inlineText } from "./inline-text.ts";
import { find, isHidden, isHiddenOrAround, mainContent } from "./main-content.ts";

const DECLARED_WITHIN = 1_024;
const CHARSET = /<meta[^>]+charset\s*=\s*["']?\s*([\w-]+)/i;

/** A page's main content, without what surrounds it; all that is visible where that leaves nothing. */
export function parseHtml(bytes: Uint8Array): DraftDocument {
  const start = new TextDecoder("windows-1252").decode(bytes.subarray(0, DECLARED_WITHIN));
  const decoded = readText(bytes, CHARSET.exec(start)?.[1] ?? declaredInXml(bytes));
  const text = decoded.text.replace(/\r\n?/g, "\n");
  const frontMatter = splitFrontMatter(text);
  // Only a generator's source begins with front matter; in a finished page, braces are what people read.
  const page = frontMatter === undefined ? text : removeTemplateTags(frontMatter.body);
  const document = parseDocument(page);
  const blocks = readBlocks(mainContent(document), isHiddenOrAround);
  return {
    title: frontMatter?.title === undefined ? titleOf(document) : readInline(frontMatter.title),
    blocks: blocks.length > 0 ? blocks : readBlocks(document, isHidden),
    notes: decoded.notes,
  };
}

/**
 * A page of a book: all of it is content but lists of links. XHTML closes any element by itself, `<title/>` too, and
 * names characters as HTML does.
 */
export function readBookPage(bytes: Uint8Array): DraftBlock[] {
  const page = parseDocument(readText(bytes, declaredInXml(bytes)).text.replace(/\r\n?/g, "\n"), {
    recognizeSelfClosing: true,
  });
  return readBlocks(page, (element) => isHidden(element) || element.name === "nav");
}

/** HTML that another format was turned into: all of it is content. */
export function readFragment(html: string): DraftBlock[] {
  return readBlocks(parseDocument(html), isHidden);
}

/** A line that may hold markup, as text. */
export function readInline(html: string): string {
  return inlineText(parseDocument(html), isHidden);
}

function titleOf(document: Document): string | undefined {
  const title = find(
    document,
    (element) => element.name === "title",
    (element) => element.name === "svg" || element.name === "body",
  );
  return title === undefined ? undefined : inlineText(title, () => false);
}
