import { fileURLToPath } from "node:url";
import "./without-canvas.ts";
import * as pdfjs from "pdfjs-dist/legacy/build/pdf.mjs";
import { corrupt, encrypted } from "../problems.ts";

const ASSETS = new URL(".", import.meta.resolve("pdfjs-dist/package.json"));
const END_WITHIN = 2_048;

export type PdfDocument = pdfjs.PDFDocumentProxy;

/** @throws FootnoteError file_encrypted, file_corrupt */
export async function openDocument(bytes: Uint8Array): Promise<PdfDocument> {
  const end = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).subarray(-END_WITHIN);
  // pdf.js would rebuild what is left of a file that is cut off, and nobody would learn that pages are missing.
  if (!end.includes("%%EOF") && !end.includes("startxref")) {
    throw corrupt("PDF", "its end is missing, as after an upload that broke off.");
  }
  const task = pdfjs.getDocument({
    // pdf.js takes over what it is given.
    data: Uint8Array.from(bytes),
    verbosity: pdfjs.VerbosityLevel.ERRORS,
    // Tables of the CJK encodings that PDFs name without embedding.
    cMapUrl: fileURLToPath(new URL("cmaps/", ASSETS)),
    cMapPacked: true,
    standardFontDataUrl: fileURLToPath(new URL("standard_fonts/", ASSETS)),
    useSystemFonts: false,
    disableFontFace: true,
    isEvalSupported: false,
    useWasm: false,
  });
  try {
    return await task.promise;
  } catch (error) {
    await task.destroy();
    if (error instanceof Error && error.name === "PasswordException") throw encrypted("PDF");
    throw corrupt("PDF", "it is damaged or incomplete.", error);
  }
}
