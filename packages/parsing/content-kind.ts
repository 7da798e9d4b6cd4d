import { decodeUnicode, unicodeForm } from "./encoding/unicode.ts";
import { readDirectory } from "./zip/directory.ts";

/** What bytes are, whatever their file is called. */
export type ContentKind =
  | "pdf"
  | "docx"
  | "xlsx"
  | "xlsb"
  | "pptx"
  | "epub"
  | "zip"
  | "broken zip"
  | "encrypted office"
  | "old office"
  | "html"
  | "rtf"
  | "text"
  | "picture"
  | "binary";

/** The header of a PDF may follow other bytes, but begins within the first 1,024 (as PDF readers have it). */
const PDF_HEADER_WITHIN = 1_024;
const SNIFFED = 4_096;
const OLE = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
const PICTURES = [
  [0x89, 0x50, 0x4e, 0x47],
  [0xff, 0xd8, 0xff],
  [0x47, 0x49, 0x46, 0x38],
  [0x49, 0x49, 0x2a, 0x00],
  [0x4d, 0x4d, 0x00, 0x2a],
];
const ZIP = [0x50, 0x4b, 0x03, 0x04];

export function contentKind(bytes: Uint8Array): ContentKind {
  const start = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, SNIFFED));
  if (begins(bytes, ZIP)) return zipKind(bytes);
  if (begins(bytes, OLE)) return isEncryptedOffice(bytes) ? "encrypted office" : "old office";
  if (start.subarray(0, PDF_HEADER_WITHIN).includes("%PDF-")) return "pdf";
  if (PICTURES.some((magic) => begins(bytes, magic)) || isWebp(start) || isBitmap(start)) return "picture";
  if (start.subarray(0, 5).toString("latin1") === "{\\rtf") return "rtf";
  const form = unicodeForm(bytes);
  if (form === undefined && isBinary(start)) return "binary";
  const text = decodeUnicode(start, form ?? "utf-8");
  return /^\ufeff?(?:\s|<!--[\s\S]*?-->|<\?xml[^>]*>)*<(?:!doctype html|html|head|body)\b/i.test(text)
    ? "html"
    : "text";
}

function isWebp(start: Buffer): boolean {
  return start.toString("latin1", 0, 4) === "RIFF" && start.toString("latin1", 8, 12) === "WEBP";
}

/** Two letters are not enough: behind them come the file's length, zeros, and the length of one of its headers. */
function isBitmap(start: Buffer): boolean {
  if (start.length < 26 || start.toString("latin1", 0, 2) !== "BM" || start.readUInt32LE(6) !== 0)
    return false;
  return [12, 40, 52, 56, 64, 108, 124].includes(start.readUInt32LE(14));
}

function zipKind(bytes: Uint8Array): ContentKind {
  const directory = readDirectory(bytes);
  if (directory === undefined) return "broken zip";
  const names = new Set(directory.entries.map((entry) => entry.name));
  // Some programs number the main part of what they saved twice.
  if (directory.entries.some(({ name }) => /^word\/document\d*\.xml$/.test(name))) return "docx";
  if (names.has("xl/workbook.xml")) return "xlsx";
  if (names.has("xl/workbook.bin")) return "xlsb";
  if (names.has("ppt/presentation.xml")) return "pptx";
  return names.has("META-INF/container.xml") ? "epub" : "zip";
}

/** An encrypted Office file is an OLE container with this stream ([MS-OFFCRYPTO] 2.3.4.4). */
function isEncryptedOffice(bytes: Uint8Array): boolean {
  const whole = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return whole.includes(Buffer.from("EncryptedPackage", "utf16le"));
}

/**
 * Text may hold a stray control character or NUL, but not many: a tenth of random bytes are some. Escapes switch colours, or
 * tell that shifts switch to Korean or Chinese.
 */
function isBinary(start: Buffer): boolean {
  const isShifted = start.includes("\x1b$)");
  const isControl = (byte: number) =>
    byte < 32 && byte !== 27 && (byte < 9 || byte > 13) && !(isShifted && (byte === 14 || byte === 15));
  return start.filter(isControl).length > start.length / 20 && !isInterrupted(start, isControl);
}

/** What a crash leaves in a log, or space that was set aside for one: a long run of NULs in text that has no other controls. */
function isInterrupted(start: Buffer, isControl: (byte: number) => boolean): boolean {
  const pieces = start.toString("latin1").split(/\0{16,}/);
  const text = Buffer.from(pieces.join(""), "latin1");
  return pieces[0] !== "" && pieces.length <= 3 && !text.some(isControl);
}

function begins(bytes: Uint8Array, magic: readonly number[]): boolean {
  return magic.every((byte, index) => bytes[index] === byte);
}
