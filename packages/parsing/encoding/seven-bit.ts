import type { Guess } from "./guess.ts";

/** The escapes into Japanese (RFC 1468). */
const JAPANESE = ["\x1b$B", "\x1b$@"];

/** Text in seven bits, whose characters are switched by escapes; undefined where it is none. */
export function decodeSevenBit(bytes: Uint8Array): Guess | undefined {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (!JAPANESE.some((it) => text.includes(it))) return undefined;
  try {
    const label = "iso-2022-jp";
    return { text: new TextDecoder(label, { fatal: true }).decode(bytes), label };
  } catch {
    // The escapes mean something else.
    return undefined;
  }
}
