/**
 * pdf.js wants a canvas the moment it is imported, since it also draws. Text needs none, and the sandbox loads no
 * native code, so it gets names to hold on to. Import this file before pdf.js.
 */
class Undrawn {}

for (const name of ["DOMMatrix", "ImageData", "Path2D"]) {
  if (!(name in globalThis)) Object.defineProperty(globalThis, name, { value: Undrawn, configurable: true });
}
