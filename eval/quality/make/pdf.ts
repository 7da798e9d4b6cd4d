import { readFile } from "node:fs/promises";
import { PDFArray, PDFDocument, PDFHexString } from "pdf-lib";
import type { Browser } from "playwright-core";

export interface PdfRecipe {
  /** HTML file in sources/. */
  readonly source: string;
  /** Path in the handbook. */
  readonly target: string;
  readonly header: string;
  readonly footer: string;
  /** With an outline (and tags) a reader knows the headings; without it only the font sizes show them. */
  readonly outline: boolean;
  readonly date: Date;
}

const band = (left: string, right: string) => `
  <div style="font-family:'Liberation Sans','DejaVu Sans',sans-serif;font-size:8pt;color:#5a6b7a;width:100%;
    margin:0 24mm;display:flex;justify-content:space-between"><span>${left}</span><span>${right}</span></div>`;

const PAGE_OF_PAGES = 'Page <span class="pageNumber"></span> of <span class="totalPages"></span>';

/** Prints the source with running header and footer, and with the recipe's date in place of today's. */
export async function printPdf(browser: Browser, recipe: PdfRecipe, sources: URL): Promise<Uint8Array> {
  const html = await readFile(new URL(recipe.source, sources), "utf8");
  const css = await readFile(new URL("print.css", sources), "utf8");
  const page = await browser.newPage();
  try {
    await page.setContent(html.replace('<link rel="stylesheet" href="print.css">', `<style>${css}</style>`));
    const printed = await page.pdf({
      preferCSSPageSize: true,
      printBackground: true,
      displayHeaderFooter: true,
      headerTemplate: band("Tern Sound Marine Station", recipe.header),
      footerTemplate: band(recipe.footer, PAGE_OF_PAGES),
      outline: recipe.outline,
      tagged: recipe.outline,
    });
    return await withFixedDate(printed, recipe.date);
  } finally {
    await page.close();
  }
}

async function withFixedDate(bytes: Uint8Array, date: Date): Promise<Uint8Array> {
  const document = await PDFDocument.load(bytes, { updateMetadata: false });
  document.setCreationDate(date);
  document.setModificationDate(date);
  const id = PDFHexString.of(date.getTime().toString(16).padStart(32, "0"));
  const identifiers = PDFArray.withContext(document.context);
  identifiers.push(id);
  identifiers.push(id);
  document.context.trailerInfo.ID = identifiers;
  return await document.save({ updateFieldAppearances: false });
}
