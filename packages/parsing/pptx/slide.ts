import type { Document, Element } from "domhandler";
import type { DraftBlock } from "../canonical/draft.ts";
import { attribute, child, children, descendants, localName } from "../xml/tree.ts";
import { readTable } from "./table.ts";
import { readTextBody, wholeText } from "./text-body.ts";

/** Placeholders that repeat on every slide and say nothing about it. */
const FURNITURE = new Set(["dt", "ftr", "hdr", "sldNum"]);
const TITLES = new Set(["title", "ctrTitle"]);

export interface SlideText {
  readonly title: string | undefined;
  readonly blocks: DraftBlock[];
}

/** Shapes in the order in which a screen reader speaks them, which is that of the file. */
export function readSlide(slide: Document): SlideText {
  let title: string | undefined;
  const blocks: DraftBlock[] = [];
  for (const shape of shapesOf(slide)) {
    if (localName(shape.name) === "tbl") {
      blocks.push(readTable(shape));
      continue;
    }
    const kind = placeholderOf(shape);
    if (kind !== undefined && FURNITURE.has(kind)) continue;
    const body = child(shape, "txBody");
    if (kind !== undefined && TITLES.has(kind) && title === undefined) title = wholeText(body);
    else blocks.push(...readTextBody(body, kind === "body" || kind === "obj"));
  }
  return { title, blocks };
}

/** What the speaker means to say: the page of notes shows the slide and its number besides. */
export function readNotes(notes: Document): DraftBlock[] {
  return shapesOf(notes)
    .filter((shape) => placeholderOf(shape) === "body")
    .flatMap((shape) => readTextBody(child(shape, "txBody"), false));
}

/** Text shapes and tables, in groups too. Of alternatives for older programs, only the first. */
function shapesOf(document: Document): Element[] {
  const shapes: Element[] = [];
  for (const found of descendants(document, "sp", "tbl", "AlternateContent")) {
    if (localName(found.name) !== "AlternateContent") shapes.push(found);
    else shapes.push(...descendants(children(found)[0] ?? found, "sp", "tbl"));
  }
  return shapes;
}

/** Its type, "obj" being the one that is not written; undefined for a shape that fills no place of the layout. */
function placeholderOf(shape: Element): string | undefined {
  const placeholder = child(shape, "nvSpPr", "nvPr", "ph");
  return placeholder === undefined ? undefined : (attribute(placeholder, "type") ?? "obj");
}
