const END_OF_DIRECTORY = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;
/** The end record is 22 bytes and a comment of at most 65,535. */
const LONGEST_END = 22 + 65_535;

export interface ZipEntry {
  readonly name: string;
  readonly isEncrypted: boolean;
  readonly method: number;
  readonly compressedSize: number;
  readonly headerAt: number;
}

export interface ZipDirectory {
  /** At most 65,535, which is as many as the plain form of a zip can list. */
  readonly entries: readonly ZipEntry[];
  /** Whether a second, larger directory (ZIP64) is the one that counts, which other readers would follow. */
  readonly isZip64: boolean;
}

/** What a zip lists at its end (APPNOTE 4.3.12 and 4.3.16); undefined where that is not there. */
export function readDirectory(bytes: Uint8Array): ZipDirectory | undefined {
  const view = viewOf(bytes);
  let end = bytes.length - 22;
  const first = Math.max(0, bytes.length - LONGEST_END);
  while (end >= first && view.getUint32(end, true) !== END_OF_DIRECTORY) end--;
  if (end < first) return undefined;
  const isZip64 =
    [4, 6, 8, 10].some((field) => view.getUint16(end + field, true) === 0xffff) ||
    [12, 16].some((field) => view.getUint32(end + field, true) === 0xffffffff);
  const entries: ZipEntry[] = [];
  let at = view.getUint32(end + 16, true);
  for (let left = view.getUint16(end + 10, true); left > 0; left--) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== DIRECTORY_ENTRY) {
      if (isZip64) break;
      return undefined;
    }
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
  return { entries, isZip64 };
}

export function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
