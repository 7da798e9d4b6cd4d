import type { Element } from "domhandler";
import type { DraftBlock } from "../canonical/draft.ts";
import { alternativeOf } from "../office/alternative.ts";
import { attribute, child, descendants, localName } from "../xml/tree.ts";
import { readFrame, readPicture } from "./frame.ts";
import type { SlidePart } from "./part.ts";
import { readTable } from "./table.ts";
import { readTextBody, wholeText } from "./text-body.ts";

/** Placeholders of what runs through all slides: date and footer. A slide's number is its page's. */
const RUNNING = new Set(["dt", "ftr", "hdr"]);
const NUMBER = "sldNum";
const TITLES = new Set(["title", "ctrTitle"]);
const SHAPES = ["sp", "pic", "graphicFrame", "tbl", "contentPart", "AlternateContent"];

export interface SlideText {
  readonly title: string | undefined;
  readonly blocks: DraftBlock[];
  /** Date and footer. */
  readonly running: DraftBlock[];
}

/** Shapes in the order in which a screen reader speaks them, which is that of the file. */
export function readSlide(slide: SlidePart): SlideText {
  const { addresses } = slide.relationships;
  let title: string | undefined;
  const blocks: DraftBlock[] = [];
  const running: DraftBlock[] = [];
  for (const shape of shapesOf(slide.root)) {
    if (localName(shape.name) !== "sp") {
      blocks.push(...readOther(shape, slide));
      continue;
    }
    const kind = placeholderOf(shape);
    if (kind === NUMBER) continue;
    const body = child(shape, "txBody");
    if (kind !== undefined && RUNNING.has(kind)) running.push(...readTextBody(body, false, addresses));
    else if (kind !== undefined && TITLES.has(kind) && title === undefined)
      title = wholeText(body, addresses);
    else blocks.push(...readShape(shape, kind === "body" || kind === "obj", slide));
  }
  return { title, blocks, running };
}

/** What the speaker means to say: the page of notes shows the slide and its number besides. */
export function readNotes(notes: SlidePart): DraftBlock[] {
  return shapesOf(notes.root)
    .filter((shape) => placeholderOf(shape) === "body")
    .flatMap((shape) => readTextBody(child(shape, "txBody"), false, notes.relationships.addresses));
}

/** What a layout or a master shows on each of its slides: what stands in no place that a slide fills. */
export function readBackground(layout: SlidePart): DraftBlock[] {
  return shapesOf(layout.root)
    .filter((shape) => localName(shape.name) === "sp" && placeholderOf(shape) === undefined)
    .flatMap((shape) => readTextBody(child(shape, "txBody"), false, layout.relationships.addresses));
}

function readOther(shape: Element, slide: SlidePart): DraftBlock[] {
  switch (localName(shape.name)) {
    case "tbl":
      return readTable(shape, slide.relationships.addresses);
    case "graphicFrame":
      return readFrame(shape, slide);
    case "pic":
      return readPicture(shape, slide);
    default:
      // Handwriting.
      slide.notes.add("pictures");
      return [];
  }
}

/** A shape without text may have a description. */
function readShape(shape: Element, isContent: boolean, slide: SlidePart): DraftBlock[] {
  const blocks = readTextBody(child(shape, "txBody"), isContent, slide.relationships.addresses);
  const properties = child(shape, "nvSpPr", "cNvPr");
  const description = properties === undefined ? "" : (attribute(properties, "descr") ?? "");
  return blocks.length > 0 || description === "" ? blocks : [{ kind: "paragraph", text: description }];
}

/** In groups too. */
function shapesOf(root: Element | undefined): Element[] {
  const shapes: Element[] = [];
  for (const found of root === undefined ? [] : descendants(root, ...SHAPES)) {
    if (localName(found.name) !== "AlternateContent") shapes.push(found);
    else shapes.push(...shapesOf(alternativeOf(found)));
  }
  return shapes;
}

/** Its type, "obj" being the one that is not written; undefined for a shape that fills no place of the layout. */
function placeholderOf(shape: Element): string | undefined {
  const placeholder = child(shape, "nvSpPr", "nvPr", "ph");
  return placeholder === undefined ? undefined : (attribute(placeholder, "type") ?? "obj");
}
