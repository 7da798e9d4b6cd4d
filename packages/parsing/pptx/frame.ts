import type { Element } from "domhandler";
import type { DraftBlock } from "../canonical/draft.ts";
import { readChart } from "../office/chart.ts";
import { readDiagram } from "../office/diagram.ts";
import { describePicture } from "../office/picture.ts";
import { referenceOf } from "../office/relationships.ts";
import { attribute, descendants, localName } from "../xml/tree.ts";
import { referredPart, type SlidePart } from "./part.ts";
import { readTable } from "./table.ts";

/** What stands in a frame on a slide: a table, a chart, a diagram; an object of another program is noted. */
export function readFrame(frame: Element, slide: SlidePart): DraftBlock[] {
  const { notes } = slide;
  const blocks: DraftBlock[] = [];
  let isObject = false;
  for (const part of descendants(frame, "tbl", "chart", "relIds", "oleObj")) {
    switch (localName(part.name)) {
      case "tbl":
        blocks.push(...readTable(part, slide.relationships.addresses));
        break;
      case "chart": {
        const xml = referredPart(slide, referenceOf(part.attribs));
        if (xml === undefined) notes.add("charts");
        else blocks.push(...readChart(xml, notes));
        break;
      }
      case "relIds": {
        const xml = referredPart(slide, referenceOf(part.attribs, "dm"));
        if (xml === undefined) notes.add("diagrams");
        else blocks.push(...readDiagram(xml));
        break;
      }
      case "oleObj":
        // Its versions for newer and older programs are the same object.
        if (!isObject) notes.add("embedded_objects", { name: attribute(part, "progId") ?? "" });
        isObject = true;
        break;
    }
  }
  return [...blocks, ...describePicture(frame, true, notes)];
}

/** A picture's description; what is played rather than looked at is noted. */
export function readPicture(picture: Element, { notes }: SlidePart): DraftBlock[] {
  const isPlayed =
    descendants(picture, "videoFile", "audioFile", "wavAudioFile", "quickTimeFile").next().done === false;
  if (isPlayed) notes.add("media");
  return describePicture(picture, isPlayed, notes);
}
