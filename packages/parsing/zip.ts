import { inflateRawSync } from "node:zlib";
import { corrupt, encrypted, tooLarge } from "./problems.ts";

const END_OF_DIRECTORY = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;
const LOCAL_HEADER = 0x04034b50;
/** The end record is 22 bytes and a comment of at most 65,535. */
const LONGEST_END = 22 + 65_535;

interface Entry {
  readonly name: string;
  readonly isEncrypted: boolean;
  readonly method: number;
  readonly compressedSize: number;
  readonly headerAt: number;
}

/** Names of the files in a zip, from its directory (APPNOTE 4.3.12); undefined where the directory is not there. */
export function zipNames(bytes: Uint8Array): string[] | undefined {
  return readDirectory(bytes)?.map((entry) => entry.name);
}

/**
 * Inflates every file once, so that whoever reads the zip next cannot be made to inflate more.
 * @returns the content of those `wanted`, by name
 * @throws FootnoteError file_too_large, file_encrypted, file_corrupt
 */
export function inflateWithin(
  bytes: Uint8Array,
  maxBytes: number,
  wanted: readonly string[],
): Map<string, Uint8Array> {
  const contents = new Map<string, Uint8Array>();
  let left = maxBytes;
  for (const entry of readDirectory(bytes) ?? []) {
    if (entry.isEncrypted) throw encrypted("Word document");
    const content = inflate(bytes, entry, left, maxBytes);
    left -= content.length;
    if (wanted.includes(entry.name)) contents.set(entry.name, content);
  }
  return contents;
}

function inflate(bytes: Uint8Array, entry: Entry, left: number, maxBytes: number): Uint8Array {
  const view = viewOf(bytes);
  const tooMuch = () =>
    tooLarge(`Its content, unpacked, takes more than ${Math.floor(maxBytes / 1024 ** 2)} MB.`);
  try {
    if (view.getUint32(entry.headerAt, true) !== LOCAL_HEADER) throw new RangeError("no local header");
    const at =
      entry.headerAt +
      30 +
      view.getUint16(entry.headerAt + 26, true) +
      view.getUint16(entry.headerAt + 28, true);
    if (at + entry.compressedSize > bytes.length) throw new RangeError("content beyond the end");
    const content = bytes.subarray(at, at + entry.compressedSize);
    if (entry.method === 0) {
      if (content.length > left) throw tooMuch();
      return content;
    }
    return inflateRawSync(content, { maxOutputLength: Math.max(left, 1) });
  } catch (error) {
    if (error instanceof RangeError && "code" in error && error.code === "ERR_BUFFER_TOO_LARGE")
      throw tooMuch();
    if (error instanceof RangeError || (error instanceof Error && "errno" in error)) {
      throw corrupt("Word document", `its part ${entry.name} is damaged or cut off.`, error);
    }
    throw error;
  }
}

function readDirectory(bytes: Uint8Array): Entry[] | undefined {
  const view = viewOf(bytes);
  let end = bytes.length - 22;
  const first = Math.max(0, bytes.length - LONGEST_END);
  while (end >= first && view.getUint32(end, true) !== END_OF_DIRECTORY) end--;
  if (end < first) return undefined;
  const entries: Entry[] = [];
  let at = view.getUint32(end + 16, true);
  for (let left = view.getUint16(end + 10, true); left > 0; left--) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== DIRECTORY_ENTRY) return undefined;
    const nameLength = view.getUint16(at + 28, true);
    entries.push({
      name: new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength)),
      isEncrypted: (view.getUint16(at + 8, true) & 1) === 1,
      method: view.getUint16(at + 10, true),
      compressedSize: view.getUint32(at + 20, true),
      headerAt: view.getUint32(at + 42, true),
    });
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return entries;
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
