/** What every text is taken to go on from ([MS-OXRTFCP] 2.1.2.1). */
const BEFORE =
  "{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx";
const COMPRESSED = 0x75465a4c;
const PLAIN = 0x414c454d;
const WINDOW = 4_096;

/**
 * The RTF that Outlook packs into its messages ([MS-OXRTFCP]); undefined where it is damaged.
 * @param most bytes that it may come to
 */
export function unpackRtf(bytes: Uint8Array, most: number): Uint8Array | undefined {
  if (bytes.length < 16) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const size = view.getUint32(4, true);
  if (size > most) return undefined;
  if (view.getUint32(8, true) === PLAIN) return bytes.subarray(16, 16 + size);
  if (view.getUint32(8, true) !== COMPRESSED) return undefined;
  const window = new Uint8Array(WINDOW);
  window.set(Buffer.from(BEFORE, "latin1"));
  let at = BEFORE.length;
  const unpacked: number[] = [];
  const say = (byte: number) => {
    unpacked.push(byte);
    window[at] = byte;
    at = (at + 1) % WINDOW;
  };
  let from = 16;
  while (from < bytes.length && unpacked.length < size) {
    const flags = bytes[from++] ?? 0;
    for (let bit = 0; bit < 8 && from < bytes.length; bit++) {
      if ((flags & (1 << bit)) === 0) {
        say(bytes[from++] ?? 0);
        continue;
      }
      const reference = ((bytes[from] ?? 0) << 8) | (bytes[from + 1] ?? 0);
      from += 2;
      const start = reference >> 4;
      if (start === at) return Uint8Array.from(unpacked.slice(0, size));
      for (let index = 0; index < (reference & 0xf) + 2; index++) say(window[(start + index) % WINDOW] ?? 0);
    }
  }
  return Uint8Array.from(unpacked.slice(0, size));
}
