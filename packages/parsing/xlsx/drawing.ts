import type { Element } from "domhandler";
import type { DraftBlock } from "../canonical/draft.ts";
import type { NoteTaker } from "../canonical/note-taker.ts";
import { alternativeOf } from "../office/alternative.ts";
import { readChart } from "../office/chart.ts";
import { readDiagram } from "../office/diagram.ts";
import { drawingText } from "../office/drawing-text.ts";
import { describePicture } from "../office/picture.ts";
import { type Relationships, readRelationships, referenceOf } from "../office/relationships.ts";
import { attribute, child, descendants, localName, parseXml, textOf } from "../xml/tree.ts";
import type { ZipArchive } from "../zip/archive.ts";

/** What lies over the cells of a sheet: text boxes, charts, diagrams, pictures, controls. */
export interface DrawingReading {
  readonly archive: ZipArchive;
  readonly notes: NoteTaker;
  /** False where a chart's numbers stand in cells that are read. */
  readonly needsChartData: boolean;
}

export function readDrawings(reading: DrawingReading, { parts }: Relationships): DraftBlock[] {
  return parts.flatMap(({ type, target }) => {
    if (type === "oleObject" || type === "package") reading.notes.add("embedded_objects", { name: target });
    if (type !== "drawing" && type !== "vmlDrawing") return [];
    const xml = reading.archive.read(target);
    if (xml === undefined) return [];
    if (type === "vmlDrawing") return readControls(xml);
    return readShapes(parseXml(xml), readRelationships(reading.archive, target), reading);
  });
}

function readShapes(
  root: ReturnType<typeof parseXml> | Element,
  relationships: Relationships,
  reading: DrawingReading,
): DraftBlock[] {
  const partOf = (id: string | undefined) => {
    const part = relationships.parts.find((it) => it.id === id);
    return part === undefined ? undefined : reading.archive.read(part.target);
  };
  const blocks: DraftBlock[] = [];
  for (const shape of descendants(root, "AlternateContent", "sp", "pic", "chart", "relIds")) {
    switch (localName(shape.name)) {
      case "AlternateContent": {
        const version = alternativeOf(shape);
        if (version !== undefined) blocks.push(...readShapes(version, relationships, reading));
        break;
      }
      case "sp":
        blocks.push({ kind: "paragraph", text: drawingText(child(shape, "txBody")) });
        break;
      case "pic":
        blocks.push(...describePicture(shape, false, reading.notes));
        break;
      case "chart": {
        const xml = partOf(referenceOf(shape.attribs));
        if (xml === undefined) reading.notes.add("charts");
        else blocks.push(...readChart(xml, reading.notes, reading.needsChartData));
        break;
      }
      case "relIds": {
        const xml = partOf(referenceOf(shape.attribs, "dm"));
        if (xml === undefined) reading.notes.add("diagrams");
        else blocks.push(...readDiagram(xml));
        break;
      }
    }
  }
  return blocks;
}

/** Labels of buttons and boxes. Notes on cells lie here, too, but are read with their authors. */
function readControls(xml: Uint8Array): DraftBlock[] {
  return [...descendants(parseXml(xml), "shape")].flatMap((shape): DraftBlock[] => {
    const data = child(shape, "ClientData");
    if (data !== undefined && attribute(data, "ObjectType") === "Note") return [];
    const text = textOf(child(shape, "textbox")).trim();
    return text === "" ? [] : [{ kind: "paragraph", text }];
  });
}
