import { createRequire } from "node:module";

/** The names of its packages end in the C library, where a system may have several. */
const LIBRARIES = ["", "-gnu", "-musl", "-msvc", "-gnueabihf"];

/** The native library that pages are drawn with, as a file; undefined where there is none for this system. */
export function canvasAddon(): string | undefined {
  const { resolve } = createRequire(import.meta.url);
  for (const library of LIBRARIES) {
    try {
      return resolve(`@napi-rs/canvas-${process.platform}-${process.arch}${library}`);
    } catch {
      // Not this one.
    }
  }
  return undefined;
}
