import type { ReadingNote } from "@footnote/contracts";
import type { Document } from "domhandler";
import { parseDocument } from "htmlparser2";
import type { DraftBlock, DraftDocument } from "../canonical/draft.ts";
import { DECLARED_IN_PAGE, declaredInXml, readText } from "../decode.ts";
import { splitFrontMatter } from "../markdown/front-matter.ts";
import { removeTemplateTags } from "../markdown/template-tags.ts";
import { readBlocks } from "./blocks.ts";
import { inlineText } from "./inline-text.ts";
import { Page } from "./page.ts";
import { find } from "./search.ts";
import { Surroundings } from "./surroundings.ts";

const DECLARED_WITHIN = 1_024;
/** Seconds, and words: of a page that only leads to another. */
const LONGEST_WAIT = 5;
const MOST_WORDS = 30;

/** A page without what surrounds pages (menus, trails, legal lines); whole where that leaves nothing. */
export function parseHtml(bytes: Uint8Array): DraftDocument {
  const start = new TextDecoder("windows-1252").decode(bytes.subarray(0, DECLARED_WITHIN));
  const decoded = readText(bytes, DECLARED_IN_PAGE.exec(start)?.[1] ?? declaredInXml(bytes));
  const text = decoded.text.replace(/\r\n?/g, "\n");
  const frontMatter = splitFrontMatter(text);
  // Only a generator's source begins with front matter; in a finished page, braces are what people read.
  const page = frontMatter === undefined ? text : removeTemplateTags(frontMatter.body).text;
  const document = parseDocument(page);
  if (isRedirect(document)) return { title: titleOf(document), blocks: [], notes: decoded.notes };
  const main = new Page(document);
  const surroundings = new Surroundings(document);
  const blocks = readBlocks(document, (element) => main.ignores(element) || surroundings.holds(element));
  // A page of nothing but what surrounds pages is read whole.
  const whole = new Page(document);
  const read =
    blocks.length > 0 ? { blocks, page: main } : { blocks: readBlocks(document, whole.ignores), page: whole };
  return {
    title: frontMatter?.title === undefined ? titleOf(document) : readInline(frontMatter.title),
    blocks: read.blocks,
    notes: [...decoded.notes, ...read.page.notes()],
  };
}

/**
 * A page of a book: all of it is content but lists of links. XHTML closes any element by itself, `<title/>` too, and
 * names characters as HTML does.
 */
export function readBookPage(bytes: Uint8Array): { blocks: DraftBlock[]; notes: ReadingNote[] } {
  const { text, notes } = readText(bytes, declaredInXml(bytes));
  const document = parseDocument(text.replace(/\r\n?/g, "\n"), { recognizeSelfClosing: true });
  const page = new Page(document);
  const blocks = readBlocks(document, (element) => page.ignores(element) || element.name === "nav");
  return { blocks, notes: [...notes, ...page.notes()] };
}

/** HTML that another format was turned into: all of it is content. */
export function readFragment(html: string): DraftBlock[] {
  return readWithNotes(html).blocks;
}

/** The same, with what was left out of it. */
export function readWithNotes(html: string): { blocks: DraftBlock[]; notes: ReadingNote[] } {
  const document = parseDocument(html);
  const page = new Page(document);
  return { blocks: readBlocks(document, page.ignores), notes: page.notes() };
}

/** A line that may hold markup, as text. */
export function readInline(html: string): string {
  const document = parseDocument(html);
  return inlineText(document, new Page(document).ignores);
}

/** A page that sends its readers on before they can read it: what it says is "click here". */
function isRedirect(document: Document): boolean {
  const refresh = find(
    document,
    ({ name, attribs }) => name === "meta" && /^refresh$/i.test(attribs["http-equiv"] ?? ""),
    () => false,
  );
  const [, seconds] = /^\s*(\d+)(?:\.[\d.]*)?\s*[;,]\s*url\s*=/i.exec(refresh?.attribs.content ?? "") ?? [];
  if (seconds === undefined || Number(seconds) > LONGEST_WAIT) return false;
  return inlineText(document, new Page(document).ignores, false).trim().split(/\s+/).length <= MOST_WORDS;
}

function titleOf(document: Document): string | undefined {
  const title = find(
    document,
    (element) => element.name === "title",
    (element) => element.name === "svg" || element.name === "body",
  );
  return title === undefined ? undefined : inlineText(title, () => false);
}
