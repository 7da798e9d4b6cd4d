import { type Element, isTag } from "domhandler";
import type { DraftBlock } from "../canonical/draft.ts";
import type { NoteTaker } from "../canonical/note-taker.ts";
import { attribute, descendants, localName } from "../xml/tree.ts";

const FILE_NAME = /^\S+\.(?:png|jpe?g|gif|bmp|tiff?|svg|emf|wmf|webp)$/i;

/**
 * What a drawing says to those who cannot see it (its "alt text"); a picture that says nothing is noted, unless its
 * author marked it as decoration.
 * @param isPreview whether its picture only shows what is read or noted elsewhere, as that of an embedded object
 */
export function describePicture(drawing: Element, isPreview: boolean, notes: NoteTaker): DraftBlock[] {
  const descriptions = new Set<string>();
  const isPicture = localName(drawing.name) === "pic";
  let pictures = isPicture ? 1 : 0;
  let isDecoration = false;
  // What lies in text boxes and alternatives has been read as what it is.
  for (const part of descendants(
    drawing,
    "docPr",
    "cNvPr",
    "blip",
    "imagedata",
    "txbxContent",
    "AlternateContent",
  )) {
    switch (localName(part.name)) {
      case "docPr":
      case "cNvPr":
        descriptions.add((attribute(part, "descr") ?? "").trim());
        isDecoration ||= isMarkedAsDecoration(part);
        break;
      case "blip":
        if (!isPicture) pictures++;
        break;
      case "imagedata":
        pictures++;
        descriptions.add(alternativeText(part));
        break;
    }
  }
  // Programs put the picture's address where its author wrote nothing.
  for (const text of descriptions) if (text === "" || FILE_NAME.test(text)) descriptions.delete(text);
  if (descriptions.size === 0 && !isPreview && !isDecoration) notes.add("pictures", { count: pictures });
  const lead = pictures > 0 && !isPreview ? "Picture: " : "";
  return [...descriptions].map((text) => ({ kind: "paragraph", text: `${lead}${text}` }));
}

function isMarkedAsDecoration(properties: Element): boolean {
  const mark = descendants(properties, "decorative").next().value;
  return mark !== undefined && /^(?:1|true)$/.test(attribute(mark, "val") ?? "");
}

/** Of a picture in the markup of Word before 2007 (VML). */
function alternativeText(image: Element): string {
  const shape = image.parent !== null && isTag(image.parent) ? attribute(image.parent, "alt") : undefined;
  return (shape ?? attribute(image, "title") ?? "").trim();
}
