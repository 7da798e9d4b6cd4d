import { PDFDocument, PDFHexString, PDFName, PDFString } from "pdf-lib";

/** Points from the page's left and top. */
export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Annotation extends Rectangle {
  readonly page?: number;
  readonly subtype: string;
  readonly contents?: string;
  readonly author?: string;
  readonly uri?: string;
}

/** Lays annotations over a PDF's pages (612 by 792 points), as a reader's or a program's hand would. */
export async function annotate(bytes: Uint8Array, annotations: readonly Annotation[]): Promise<Uint8Array> {
  const document = await PDFDocument.load(bytes);
  const { context } = document;
  for (const { page = 0, subtype, contents, author, uri, x, y, width, height } of annotations) {
    const annotation = context.obj({
      Type: "Annot",
      Subtype: subtype,
      Rect: [x, 792 - y - height, x + width, 792 - y],
    });
    if (contents !== undefined) annotation.set(PDFName.of("Contents"), PDFHexString.fromText(contents));
    if (author !== undefined) annotation.set(PDFName.of("T"), PDFHexString.fromText(author));
    if (uri !== undefined) {
      annotation.set(PDFName.of("A"), context.obj({ S: "URI", URI: PDFString.of(uri) }));
    }
    document.getPage(page).node.addAnnot(context.register(annotation));
  }
  return document.save();
}
