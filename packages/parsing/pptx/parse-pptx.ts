import type { Element } from "domhandler";
import type { DraftBlock, DraftDocument } from "../canonical/draft.ts";
import { NoteTaker } from "../canonical/note-taker.ts";
import { repetitionOf, TextBudget } from "../canonical/text-budget.ts";
import type { FileLimits } from "../limits.ts";
import { CORE_PROPERTIES, titleOf } from "../office/properties.ts";
import { referenceOf } from "../office/relationships.ts";
import { tooLarge } from "../problems.ts";
import { attribute, descendants } from "../xml/tree.ts";
import { ZipArchive } from "../zip/archive.ts";
import { type Authors, readAuthors, readComments } from "./comments.ts";
import { openPart, relatedPart, type SlidePart } from "./part.ts";
import { readBackground, readNotes, readSlide } from "./slide.ts";

const PRESENTATION = "ppt/presentation.xml";
/** What PowerPoint writes where an author gave no title. */
const NO_TITLE = /^(?:powerpoint[- ]pr[eä]sentation|présentation powerpoint|slide \d+)$/i;

/**
 * Each slide is a heading and a page: its shapes, charts, diagrams and tables, then its comments, then the speaker's
 * notes. What runs through the slides (date, footer, texts of layouts) is said once, where it first stands. Hidden
 * slides are read, and noted; pictures without a description, recordings and objects are noted.
 * @throws FootnoteError file_corrupt, file_encrypted, file_too_large
 */
export function parsePptx(bytes: Uint8Array, limits: FileLimits): DraftDocument {
  const archive = new ZipArchive(bytes, "PowerPoint presentation", limits);
  const notes = new NoteTaker();
  const presentation = openPart(archive, PRESENTATION, notes);
  const slides = slideParts(presentation);
  if (slides.length > limits.maxPages) {
    throw tooLarge(`It has ${slides.length} slides; at most ${limits.maxPages} are read.`);
  }
  const lists = presentation.relationships.parts.filter((it) => /^(?:commentAuthors|authors)$/.test(it.type));
  const deck = new Deck(
    readAuthors(
      archive,
      lists.map((it) => it.target),
    ),
  );
  const budget = new TextBudget(limits, repetitionOf(slides, "slides", "slide"));
  const blocks = slides.flatMap((name, index) =>
    budget.spendOn(deck.readPage(openPart(archive, name, notes), index + 1)),
  );
  const title = titleOf(archive.read(CORE_PROPERTIES));
  return {
    title: title === undefined || NO_TITLE.test(title.trim()) ? undefined : title,
    blocks,
    pages: slides.length,
    notes: notes.notes,
  };
}

/** In the order in which they are shown. */
function slideParts({ root, relationships }: SlidePart): string[] {
  const targets = new Map(relationships.parts.map((it) => [it.id, it.target]));
  return [...(root === undefined ? [] : descendants(root, "sldId"))].flatMap(
    ({ attribs }) => targets.get(referenceOf(attribs) ?? "") ?? [],
  );
}

/** Reads slide after slide, and remembers what runs through them. */
class Deck {
  readonly #authors: Authors;
  readonly #backgrounds = new Set<string>();
  readonly #said = new Set<string>();

  constructor(authors: Authors) {
    this.#authors = authors;
  }

  readPage(slide: SlidePart, page: number): DraftBlock[] {
    if (!isOn(slide.root, "show")) slide.notes.add("hidden_slides");
    const { title, blocks, running } = readSlide(slide);
    const found = [
      ...blocks,
      ...this.#once([...running, ...this.#background(slide)]),
      ...readComments(slide, this.#authors),
      ...speakerNotes(slide),
    ];
    const isNamed = title !== undefined && title.trim() !== "";
    if (!isNamed && found.length === 0) return [];
    // A slide without a title must not be read as part of the one before.
    const heading: DraftBlock = { kind: "heading", level: 1, text: isNamed ? title : `Slide ${page}` };
    return [heading, ...found].map((block) => ({ ...block, page }));
  }

  /** Of the slide's layout and of that layout's master, unless they are switched off. */
  #background(slide: SlidePart): DraftBlock[] {
    if (!isOn(slide.root, "showMasterSp")) return [];
    const layout = this.#open(slide, "slideLayout");
    if (layout === undefined) return [];
    const master = isOn(layout.root, "showMasterSp") ? this.#open(layout, "slideMaster") : undefined;
    return [...readBackground(layout), ...(master === undefined ? [] : readBackground(master))];
  }

  /** Undefined for one that has been read. */
  #open(part: SlidePart, type: string): SlidePart | undefined {
    const name = relatedPart(part, type);
    if (name === undefined || this.#backgrounds.has(name)) return undefined;
    this.#backgrounds.add(name);
    return openPart(part.archive, name, part.notes);
  }

  #once(blocks: readonly DraftBlock[]): DraftBlock[] {
    return blocks.filter((block) => {
      const key = JSON.stringify(block);
      if (this.#said.has(key)) return false;
      this.#said.add(key);
      return true;
    });
  }
}

function speakerNotes(slide: SlidePart): DraftBlock[] {
  const part = relatedPart(slide, "notesSlide");
  const notes = part === undefined ? [] : readNotes(openPart(slide.archive, part, slide.notes));
  return notes.length === 0 ? [] : [{ kind: "heading", level: 2, text: "Speaker notes" }, ...notes];
}

function isOn(root: Element | undefined, name: string): boolean {
  return root === undefined || !/^(?:0|false)$/.test(attribute(root, name) ?? "");
}
