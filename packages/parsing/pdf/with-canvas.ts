import { DOMMatrix, ImageData, Path2D } from "@napi-rs/canvas";

/** What pdf.js draws with, where it would find it in a browser. Import this file before pdf.js. */
for (const [name, value] of Object.entries({ DOMMatrix, ImageData, Path2D })) {
  Object.defineProperty(globalThis, name, { value, configurable: true });
}
