import { PDFDocument, PDFHexString, PDFName, PDFNumber, type PDFRef, StandardFonts } from "pdf-lib";

export interface PdfLine {
  /** Points from the page's left and top. */
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly text: string;
  readonly isBold?: boolean;
}

export interface PdfOptions {
  readonly title?: string;
  /** Title and 0-based page of each entry, all on the first level. */
  readonly outline?: readonly { readonly title: string; readonly page: number }[];
}

/** A real PDF (612 by 792 points a page) with these lines, drawn in this order. */
export async function buildPdf(
  pages: readonly (readonly PdfLine[])[],
  options: PdfOptions = {},
): Promise<Uint8Array> {
  const document = await PDFDocument.create();
  const regular = await document.embedFont(StandardFonts.Helvetica);
  const bold = await document.embedFont(StandardFonts.HelveticaBold);
  for (const lines of pages) {
    const page = document.addPage([612, 792]);
    for (const { x, y, size, text, isBold } of lines) {
      page.drawText(text, { x, y: 792 - y, size, font: isBold ? bold : regular });
    }
  }
  if (options.title !== undefined) document.setTitle(options.title);
  if (options.outline !== undefined) addOutline(document, options.outline);
  return document.save();
}

/** A PDF that asks for a password: what it is, nobody knows. */
export async function buildEncryptedPdf(): Promise<Uint8Array> {
  const document = await PDFDocument.create();
  document.addPage();
  const { context } = document;
  const secret = PDFHexString.of("a5".repeat(32));
  context.trailerInfo.Encrypt = context.register(
    context.obj({ Filter: "Standard", V: 1, R: 2, O: secret, U: secret, P: -4 }),
  );
  context.trailerInfo.ID = context.obj([PDFHexString.of("00"), PDFHexString.of("00")]);
  return document.save({ useObjectStreams: false });
}

function addOutline(document: PDFDocument, entries: NonNullable<PdfOptions["outline"]>): void {
  const { context } = document;
  const root = context.nextRef();
  const refs = entries.map(() => context.nextRef());
  for (const [index, { title, page }] of entries.entries()) {
    const item = context.obj({ Parent: root, Dest: [document.getPage(page).ref, PDFName.of("Fit")] });
    item.set(PDFName.of("Title"), PDFHexString.fromText(title));
    const neighbours: [string, PDFRef | undefined][] = [
      ["Prev", refs[index - 1]],
      ["Next", refs[index + 1]],
    ];
    for (const [name, ref] of neighbours) if (ref !== undefined) item.set(PDFName.of(name), ref);
    context.assign(refs[index] as PDFRef, item);
  }
  const outlines = context.obj({ Type: "Outlines", Count: PDFNumber.of(entries.length) });
  outlines.set(PDFName.of("First"), refs[0] as PDFRef);
  outlines.set(PDFName.of("Last"), refs.at(-1) as PDFRef);
  context.assign(root, outlines);
  document.catalog.set(PDFName.of("Outlines"), root);
}
