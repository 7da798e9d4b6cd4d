/** One damaged character among this many sound ones is damage; more of them, and the text was never UTF-8. */
const SOUND_PER_DAMAGED = 10;

/**
 * The text of a file of characters: UTF-16 where its byte order mark says so; UTF-8 where it is valid, or mostly
 * (one bad byte must not garble every accent); else as `declared`; else Windows-1252, which is Latin-1 with the
 * quotes and dashes that people type, and in which any bytes mean something.
 */
export function decodeText(bytes: Uint8Array, declared?: string): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder("utf-16be").decode(bytes);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    const text = new TextDecoder("utf-8").decode(bytes);
    const sound = count(text, /[^\p{ASCII}\ufffd]/gu);
    const mostlySound = count(text, /\ufffd/g) * SOUND_PER_DAMAGED <= sound;
    return mostlySound ? text : decoderOf(declared).decode(bytes);
  }
}

function decoderOf(label: string | undefined) {
  try {
    return new TextDecoder(label ?? "windows-1252");
  } catch {
    return new TextDecoder("windows-1252");
  }
}

function count(text: string, pattern: RegExp): number {
  let found = 0;
  for (const _ of text.matchAll(pattern)) found++;
  return found;
}
