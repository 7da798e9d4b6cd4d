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

/** @throws FootnoteError file_encrypted, file_corrupt; what `read` throws */
export async function withDocument<T>(
  bytes: Uint8Array,
  read: (document: PdfDocument) => Promise<T>,
): Promise<T> {
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
    useWasm: false,
  });
  try {
    return await read(await task.promise.catch(refuse));
  } finally {
    await task.destroy();
    worker.destroy();
  }
}

function refuse(error: unknown): never {
  if (error instanceof Error && error.name === "PasswordException") throw encrypted("PDF");
  throw corrupt("PDF", "it is damaged or incomplete.", error);
}
