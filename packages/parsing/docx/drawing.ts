import type { Element } from "domhandler";
import type { DraftBlock } from "../canonical/draft.ts";
import { alternativeOf } from "../office/alternative.ts";
import { readChart } from "../office/chart.ts";
import { readDiagram } from "../office/diagram.ts";
import { describePicture } from "../office/picture.ts";
import { referenceOf } from "../office/relationships.ts";
import { attribute, descendants, localName } from "../xml/tree.ts";
import { partOf, type ReadBlocks, type Story } from "./story.ts";

/** Formulas of Word before 2007 are pictures of an object that only its program can read. */
const EQUATION = /^equation/i;

const READ = ["AlternateContent", "txbxContent", "chart", "relIds", "textpath", "OLEObject", "control"];

/**
 * What a drawing, a picture or an object holds: text boxes, the labels of charts and diagrams, descriptions; what is
 * not read is noted. @param readText reads the paragraphs of a text box
 */
export function readDrawing(drawing: Element, story: Story, readText: ReadBlocks): DraftBlock[] {
  const { notes, budget } = story.file;
  const blocks: DraftBlock[] = [];
  let isPreview = false;
  for (const part of descendants(drawing, ...READ)) {
    switch (localName(part.name)) {
      case "AlternateContent": {
        const version = alternativeOf(part);
        if (version !== undefined) blocks.push(...readDrawing(version, story, readText));
        break;
      }
      case "txbxContent":
        blocks.push(...readText(part, story));
        break;
      case "chart": {
        const xml = partOf(story, referenceOf(part.attribs));
        if (xml === undefined) notes.add("charts");
        else blocks.push(...budget.spendOn(readChart(xml, notes)));
        break;
      }
      case "relIds": {
        const xml = partOf(story, referenceOf(part.attribs, "dm"));
        if (xml === undefined) notes.add("diagrams");
        else blocks.push(...budget.spendOn(readDiagram(xml)));
        break;
      }
      case "textpath":
        blocks.push({ kind: "paragraph", text: attribute(part, "string") ?? "" });
        break;
      case "OLEObject": {
        const program = attribute(part, "ProgID") ?? "";
        if (EQUATION.test(program)) notes.add("formulas");
        else notes.add("embedded_objects", { name: program });
        isPreview = true;
        break;
      }
      case "control":
        notes.add("form_fields", { name: attribute(part, "name") ?? "" });
        isPreview = true;
        break;
    }
  }
  blocks.push(...describePicture(drawing, isPreview, notes));
  return blocks;
}
