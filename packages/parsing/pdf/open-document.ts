import { fileURLToPath } from "node:url";
import "./without-canvas.ts";
import * as pdfjs from "pdfjs-dist/legacy/build/pdf.mjs";
// @ts-expect-error: pdf.js ships no types for its other half
import { WorkerMessageHandler } from "pdfjs-dist/legacy/build/pdf.worker.mjs";
import { corrupt, encrypted } from "../problems.ts";
import { DirectPort } from "./direct-port.ts";

const ASSETS = new URL(".", import.meta.resolve("pdfjs-dist/package.json"));
const END_WITHIN = 2_048;

export type PdfDocument = pdfjs.PDFDocumentProxy;
export type PdfPage = pdfjs.PDFPageProxy;

/** Of one picture in a PDF that is drawn: an A3 page at 400 dots an inch. Drawing takes eight bytes for each. */
const MOST_PIXELS = 40_000_000;

/** @throws FootnoteError file_encrypted, file_corrupt; what `read` throws */
export async function withDocument<T>(
  bytes: Uint8Array,
  read: (document: PdfDocument) => Promise<T>,
): Promise<T> {
  await using opened = await openDocument(bytes, { isDrawn: false });
  return await read(opened.document);
}

/** @throws FootnoteError file_encrypted, file_corrupt */
export async function openDocument(
  bytes: Uint8Array,
  { isDrawn }: { readonly isDrawn: boolean },
): Promise<AsyncDisposable & { readonly document: PdfDocument }> {
  const end = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).subarray(-END_WITHIN);
  // pdf.js would rebuild what is left of a file that is cut off, and nobody would learn that pages are missing.
  if (!end.includes("%%EOF") && !end.includes("startxref")) {
    throw corrupt("PDF", "its end is missing, as after an upload that broke off.");
  }
  const verbosity = pdfjs.VerbosityLevel.ERRORS;
  const [port, workerPort] = DirectPort.pair();
  WorkerMessageHandler.initializeFromPort(workerPort);
  const worker = pdfjs.PDFWorker.create({ port, verbosity });
  const task = pdfjs.getDocument({
    worker,
    verbosity,
    // pdf.js takes over what it is given.
    data: Uint8Array.from(bytes),
    // Tables of the CJK encodings that PDFs name without embedding.
    cMapUrl: fileURLToPath(new URL("cmaps/", ASSETS)),
    cMapPacked: true,
    disableFontFace: true,
    isEvalSupported: false,
    useWasm: isDrawn,
    ...(isDrawn
      ? {
          standardFontDataUrl: fileURLToPath(new URL("standard_fonts/", ASSETS)),
          wasmUrl: fileURLToPath(new URL("wasm/", ASSETS)),
          maxImageSize: MOST_PIXELS,
        }
      : // Where pictures lie can be told without decoding them: see unread-pages.ts.
        { maxImageSize: 1 }),
  });
  const close = async () => {
    await task.destroy();
    worker.destroy();
  };
  try {
    return { document: await task.promise.catch(refuse), [Symbol.asyncDispose]: close };
  } catch (error) {
    await close();
    throw error;
  }
}

function refuse(error: unknown): never {
  if (error instanceof Error && error.name === "PasswordException") throw encrypted("PDF");
  throw corrupt("PDF", "it is damaged or incomplete.", error);
}
