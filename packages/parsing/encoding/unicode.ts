const SAMPLE = 4_096;

export type UnicodeForm = "utf-8" | "utf-16le" | "utf-16be" | "utf-32le" | "utf-32be";

/** By its mark, at the very start. UTF-32 is asked for first: its little-endian mark begins as that of UTF-16 does. */
const MARKS: readonly (readonly [UnicodeForm, readonly number[]])[] = [
  ["utf-32le", [0xff, 0xfe, 0, 0]],
  ["utf-32be", [0, 0, 0xfe, 0xff]],
  ["utf-16le", [0xff, 0xfe]],
  ["utf-16be", [0xfe, 0xff]],
  ["utf-8", [0xef, 0xbb, 0xbf]],
];

/** The form of Unicode that a mark names or, where none does, that the places of zeros give away. */
export function unicodeForm(bytes: Uint8Array): UnicodeForm | undefined {
  return markedForm(bytes) ?? unmarkedForm(bytes);
}

export function markedForm(bytes: Uint8Array): UnicodeForm | undefined {
  return MARKS.find(([, mark]) => mark.every((byte, index) => bytes[index] === byte))?.[0];
}

/** @throws TypeError where `fatal` and the bytes are not of that form */
export function decodeUnicode(bytes: Uint8Array, form: UnicodeForm, fatal = false): string {
  if (form === "utf-32le" || form === "utf-32be") return decodeUtf32(bytes, form, fatal);
  return new TextDecoder(form, { fatal }).decode(bytes);
}

/** Full stops and commas of Chinese and Japanese: as two bytes of an older encoding each of them is impossible. */
const EAST_ASIAN_STOP = /[\u3001\u3002\uff0c\uff0e]/;

/**
 * Without a mark, wide characters show by zeros: those of Latin text in every other byte, those of other scripts in the
 * spaces and line ends; Chinese and Japanese, which may have neither, by their full stops. What decodes must then be text,
 * or pictures and programs would pass for it.
 */
function unmarkedForm(bytes: Uint8Array): UnicodeForm | undefined {
  const sample = bytes.subarray(0, SAMPLE);
  const hasZeros = sample.includes(0);
  const forms: UnicodeForm[] = [];
  if (bytes.length % 4 === 0 && hasZeros) forms.push("utf-32le", "utf-32be");
  if (bytes.length % 2 === 0) forms.push("utf-16le", "utf-16be");
  return forms.find((form) => {
    try {
      const fitsIn16 = form === "utf-16le" || form === "utf-16be";
      // As a stream, so that a character cut in two by the sample's end is no fault.
      const options = { stream: true };
      const text = fitsIn16
        ? new TextDecoder(form, { fatal: true }).decode(sample, options)
        : decodeUnicode(sample, form, true);
      return (hasZeros || EAST_ASIAN_STOP.test(text)) && isText(text);
    } catch {
      return false;
    }
  });
}

/** Letters, spaces and what stands between them; nothing unassigned, and few scripts beside each other. */
function isText(text: string): boolean {
  const characters = [...text].length;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: text holds none
  const strange = count(text, /[\0-\x08\x0e-\x1f\x7f-\x9f\p{Cn}\p{Co}\p{Cs}]/gu);
  if (strange * 100 > characters) return false;
  const latin = count(text, /[\p{Script=Latin}\d]/gu);
  const others = [
    /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/gu,
    /\p{Script=Hangul}/gu,
    /\p{Script=Cyrillic}/gu,
    /\p{Script=Greek}/gu,
    /\p{Script=Arabic}/gu,
    /\p{Script=Hebrew}/gu,
    /\p{Script=Thai}/gu,
    /\p{Script=Devanagari}/gu,
  ].map((script) => count(text, script));
  // ASCII read with its bytes exchanged is Han and Yi at random; it has no spaces then.
  const spaced = /[ \n\u3000]/.test(text) || EAST_ASIAN_STOP.test(text) || characters < 16;
  const spaces = count(text, /[\s\p{P}\p{S}]/gu);
  return spaced && (latin + spaces + Math.max(...others)) * 10 >= characters * 9;
}

function decodeUtf32(bytes: Uint8Array, form: UnicodeForm, fatal: boolean): string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const parts: string[] = [];
  for (let at = 0; at + 3 < bytes.length; at += 4) {
    const code = view.getUint32(at, form === "utf-32le");
    const isCharacter = code <= 0x10ffff && (code < 0xd800 || code > 0xdfff);
    if (!isCharacter && fatal) throw new TypeError("no UTF-32");
    if (at > 0 || code !== 0xfeff) parts.push(isCharacter ? String.fromCodePoint(code) : "\ufffd");
  }
  return parts.join("");
}

function count(text: string, pattern: RegExp): number {
  let found = 0;
  for (const _ of text.matchAll(pattern)) found++;
  return found;
}
