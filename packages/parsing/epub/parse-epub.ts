import { posix } from "node:path";
import type { Document } from "domhandler";
import type { DraftDocument } from "../canonical/draft.ts";
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
 * The pages of the book in the order of its spine (EPUB 3.3, 5.7).
 * @throws FootnoteError file_corrupt, file_encrypted, file_too_large
 */
export function parseEpub(bytes: Uint8Array, limits: FileLimits): DraftDocument {
  const archive = new ZipArchive(bytes, "EPUB book", limits);
  const rootfile = descendants(parseXml(archive.require(CONTAINER)), "rootfile").next().value ?? undefined;
  const packagePath = rootfile === undefined ? undefined : attribute(rootfile, "full-path");
  if (packagePath === undefined) throw corrupt("EPUB book", "it does not say where its pages are.");
  const book = parseXml(archive.require(packagePath));
  const pages = spineOf(book).map((href) => pathFrom(packagePath, href));
  const encrypted = encryptedFiles(archive.read(ENCRYPTION));
  if (pages.some((page) => encrypted.has(page))) throw protectedByPublisher("EPUB book");
  const budget = new TextBudget(limits, repetitionOf(pages, "chapters", "page"));
  return {
    title: textOf(descendants(book, "title").next().value ?? undefined),
    blocks: pages.flatMap((page) => budget.spendOn(readBookPage(archive.require(page)))),
  };
}

function spineOf(book: Document): string[] {
  const items = new Map([...descendants(book, "item")].map((item) => [attribute(item, "id"), item] as const));
  return [...descendants(book, "itemref")].flatMap((reference) => {
    const item = items.get(attribute(reference, "idref"));
    const href = item === undefined ? undefined : attribute(item, "href");
    if (item === undefined || href === undefined) return [];
    return PAGES.has(attribute(item, "media-type") ?? "") ? [href] : [];
  });
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
