import { posix } from "node:path";
import type { Document, Element } from "domhandler";
import type { DraftDocument } from "../canonical/draft.ts";
import { NoteTaker } from "../canonical/note-taker.ts";
import { repetitionOf, TextBudget } from "../canonical/text-budget.ts";
import { readBookPage } from "../html/parse-html.ts";
import type { FileLimits } from "../limits.ts";
import { corrupt, protectedByPublisher } from "../problems.ts";
import { attribute, descendants, parseXml, textOf } from "../xml/tree.ts";
import { ZipArchive } from "../zip/archive.ts";

const CONTAINER = "META-INF/container.xml";
const ENCRYPTION = "META-INF/encryption.xml";
const PAGES = new Set(["application/xhtml+xml", "text/html", "application/x-dtbook+xml"]);

/**
 * The pages of the book in the order of its spine (EPUB 3.3, 5.7), then those that it only leads to, such as notes;
 * pages that are pictures are noted.
 * @throws FootnoteError file_corrupt, file_encrypted, file_too_large
 */
export function parseEpub(bytes: Uint8Array, limits: FileLimits): DraftDocument {
  const archive = new ZipArchive(bytes, "EPUB book", limits);
  const rootfile = descendants(parseXml(archive.require(CONTAINER)), "rootfile").next().value ?? undefined;
  const packagePath = rootfile === undefined ? undefined : attribute(rootfile, "full-path");
  if (packagePath === undefined) throw corrupt("EPUB book", "it does not say where its pages are.");
  const book = parseXml(archive.require(packagePath));
  const notes = new NoteTaker();
  const pages = pagesOf(book, notes).map((href) => pathFrom(packagePath, href));
  const encrypted = encryptedFiles(archive.read(ENCRYPTION));
  if (pages.some((page) => encrypted.has(page))) throw protectedByPublisher("EPUB book");
  const budget = new TextBudget(limits, repetitionOf(pages, "chapters", "page"));
  const blocks = pages.flatMap((page) => {
    const read = readBookPage(archive.require(page));
    notes.addAll(read.notes);
    return budget.spendOn(read.blocks);
  });
  return { title: textOf(descendants(book, "title").next().value ?? undefined), blocks, notes: notes.notes };
}

function pagesOf(book: Document, notes: NoteTaker): string[] {
  const items = new Map([...descendants(book, "item")].map((item) => [attribute(item, "id"), item] as const));
  const spine = [...descendants(book, "itemref")].map((it) => items.get(attribute(it, "idref")));
  const inSpine = new Set(spine);
  // The list of contents says nothing that its chapters do not.
  const others = [...items.values()].filter((it) => !inSpine.has(it) && !isContents(it) && isPage(it));
  return [...spine, ...others].flatMap((item) => {
    const href = item === undefined ? undefined : attribute(item, "href");
    if (item === undefined || href === undefined) return [];
    if (isPage(item)) return [href];
    notes.add(typeOf(item).startsWith("image/") ? "pictures" : "embedded_objects", { name: href });
    return [];
  });
}

function isPage(item: Element): boolean {
  return PAGES.has(typeOf(item));
}

function isContents(item: Element): boolean {
  return (attribute(item, "properties") ?? "").split(/\s+/).includes("nav");
}

function typeOf(item: Element): string {
  return attribute(item, "media-type") ?? "";
}

/** Fonts may be listed, too: those are only made hard to copy. */
function encryptedFiles(xml: Uint8Array | undefined): Set<string> {
  const references = xml === undefined ? [] : descendants(parseXml(xml), "CipherReference");
  return new Set(Array.from(references, (it) => pathFrom("", attribute(it, "URI") ?? "")));
}

/** Addresses are relative to the file they stand in; a path out of the archive finds nothing there. */
function pathFrom(file: string, href: string): string {
  const path = href.replace(/[?#].*$/s, "");
  let decoded = path;
  try {
    decoded = decodeURIComponent(path);
  } catch {
    // A "%" that its writer did not encode.
  }
  return posix.join("/", posix.dirname(file), decoded).slice(1);
}
