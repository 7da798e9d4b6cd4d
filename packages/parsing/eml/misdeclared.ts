/** Windows-1252 where it differs from Latin-1, from byte 0x80 on: what a program takes for it that knows no better. */
const UPPER = new TextDecoder("windows-1252").decode(
  Uint8Array.from({ length: 32 }, (_, index) => 0x80 + index),
);
const BYTES = new Map([...UPPER].map((character, index) => [character, 0x80 + index]));
/** How many characters must come out: one alone may be an accent before a dash. */
const FEWEST = 2;
/** With these a character of everyday Latin text begins, and a dash or quotation mark: one of them is enough. */
const EVERYDAY = /[\u00c2\u00c3\u00e2]/;

/**
 * What was written in UTF-8 and declared as ASCII or Latin-1, as many programs that send mail do: "fÃ¼nf" is "fünf".
 * The text itself where its characters are not the bytes of UTF-8, all of them.
 */
export function undoMisdeclared(text: string): string {
  if (!/[\u0080-\uffff]/.test(text)) return text;
  const bytes = new Uint8Array(text.length);
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    const byte = code < 0x100 ? code : BYTES.get(text.charAt(index));
    if (byte === undefined) return text;
    bytes[index] = byte;
  }
  try {
    const read = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    const found = read.match(/[^\p{ASCII}]/gu)?.length ?? 0;
    return found >= FEWEST || EVERYDAY.test(text) ? read : text;
  } catch {
    return text;
  }
}
