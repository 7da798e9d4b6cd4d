import type { Document } from "domhandler";
import type { DraftBlock, DraftDocument } from "../canonical/draft.ts";
import { repetitionOf, TextBudget } from "../canonical/text-budget.ts";
import type { FileLimits } from "../limits.ts";
import { CORE_PROPERTIES, titleOf } from "../office/properties.ts";
import { readRelationships } from "../office/relationships.ts";
import { tooLarge } from "../problems.ts";
import { attribute, children, descendants, parseXml } from "../xml/tree.ts";
import { ZipArchive } from "../zip/archive.ts";
import { readNotes, readSlide } from "./slide.ts";

const PRESENTATION = "ppt/presentation.xml";
/** What PowerPoint writes where an author gave no title. */
const NO_TITLE = /^(?:powerpoint[- ]pr[eä]sentation|présentation powerpoint|slide \d+)$/i;

/**
 * Each slide is a heading and a page. Hidden slides are left out, but count as pages, as they do in PowerPoint.
 * Charts, diagrams (SmartArt) and pictures are not read.
 * @throws FootnoteError file_corrupt, file_encrypted, file_too_large
 */
export function parsePptx(bytes: Uint8Array, limits: FileLimits): DraftDocument {
  const archive = new ZipArchive(bytes, "PowerPoint presentation", limits);
  const slides = slideParts(archive);
  if (slides.length > limits.maxPages) {
    throw tooLarge(`It has ${slides.length} slides; at most ${limits.maxPages} are read.`);
  }
  const budget = new TextBudget(limits, repetitionOf(slides, "slides", "slide"));
  const blocks = slides.flatMap((part, index) => budget.spendOn(readPage(archive, part, index + 1)));
  const title = titleOf(archive.read(CORE_PROPERTIES));
  return {
    title: title === undefined || NO_TITLE.test(title.trim()) ? undefined : title,
    blocks,
    pages: slides.length,
  };
}

/** In the order in which they are shown. */
function slideParts(archive: ZipArchive): string[] {
  const presentation = parseXml(archive.require(PRESENTATION));
  const targets = new Map(readRelationships(archive, PRESENTATION).parts.map((it) => [it.id, it.target]));
  return [...descendants(presentation, "sldId")].flatMap(({ attribs }) => {
    const id = Object.entries(attribs).find(([name]) => name.endsWith(":id"))?.[1];
    return targets.get(id ?? "") ?? [];
  });
}

function readPage(archive: ZipArchive, part: string, page: number): DraftBlock[] {
  const slide = parseXml(archive.require(part));
  if (isHidden(slide)) return [];
  const { title, blocks } = readSlide(slide);
  const notesPart = readRelationships(archive, part).parts.find((it) => it.type === "notesSlide");
  const notesXml = notesPart === undefined ? undefined : archive.read(notesPart.target);
  const notes = notesXml === undefined ? [] : readNotes(parseXml(notesXml));
  if (notes.length > 0) notes.unshift({ kind: "heading", level: 2, text: "Speaker notes" });
  const isNamed = title !== undefined && title.trim() !== "";
  if (!isNamed && blocks.length + notes.length === 0) return [];
  // A slide without a title must not be read as part of the one before.
  const heading: DraftBlock = { kind: "heading", level: 1, text: isNamed ? title : `Slide ${page}` };
  return [heading, ...blocks, ...notes].map((block) => ({ ...block, page }));
}

function isHidden(slide: Document): boolean {
  const [root] = children(slide);
  return root !== undefined && /^(?:0|false)$/.test(attribute(root, "show") ?? "");
}
