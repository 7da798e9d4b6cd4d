import { inflateRawSync } from "node:zlib";
import type { FileLimits, ParseLimits } from "../limits.ts";
import { corrupt, encrypted, tooLarge } from "../problems.ts";
import { readDirectory, viewOf, type ZipEntry } from "./directory.ts";

const LOCAL_HEADER = 0x04034b50;
const STORED = 0;
const DEFLATED = 8;

/**
 * The files in a zip, inflated one by one as they are asked for, all of them together within the limit. What one of
 * them holds is never taken for a zip again, so that a zip in a zip costs what it weighs.
 */
export class ZipArchive {
  readonly #bytes: Uint8Array;
  readonly #what: string;
  readonly #limits: ParseLimits;
  readonly #entries: ReadonlyMap<string, ZipEntry>;
  readonly #inflated: { bytes: number };

  /** @param what names the file in problems, e.g. "Word document". @throws FootnoteError file_too_large, file_corrupt */
  constructor(bytes: Uint8Array, what: string, limits: ParseLimits & Pick<FileLimits, "inflated">) {
    const directory = readDirectory(bytes);
    if (directory === undefined) throw corrupt(what, "its end is damaged or cut off.");
    const { entries, isZip64 } = directory;
    if (isZip64 || entries.length > limits.maxZipEntries) {
      const most = limits.maxZipEntries.toLocaleString("en");
      throw tooLarge(`It is a zip archive with more than ${most} files in it, or laid out for that many.`);
    }
    this.#bytes = bytes;
    this.#what = what;
    this.#limits = limits;
    this.#inflated = limits.inflated ?? { bytes: 0 };
    this.#entries = new Map(entries.map((entry) => [entry.name, entry]));
  }

  get names(): string[] {
    return [...this.#entries.keys()];
  }

  /** @throws FootnoteError file_too_large, file_encrypted, file_corrupt */
  read(name: string): Uint8Array | undefined {
    const entry = this.#entries.get(name);
    if (entry === undefined) return undefined;
    if (entry.isEncrypted) throw encrypted(this.#what);
    const content = this.#inflate(entry);
    this.#inflated.bytes += content.length;
    return content;
  }

  /** What the file cannot do without. @throws FootnoteError file_too_large, file_encrypted, file_corrupt */
  require(name: string): Uint8Array {
    const content = this.read(name);
    if (content === undefined) throw corrupt(this.#what, `its part ${name} is missing.`);
    return content;
  }

  #inflate(entry: ZipEntry): Uint8Array {
    const left = this.#limits.maxInflatedBytes - this.#inflated.bytes;
    try {
      const content = this.#compressed(entry);
      if (entry.method === DEFLATED) {
        return inflateRawSync(content, { maxOutputLength: Math.max(left, 1) });
      }
      if (entry.method !== STORED) throw new RangeError(`compression method ${entry.method}`);
      if (content.length > left) throw this.#tooMuch();
      return content;
    } catch (error) {
      if (error instanceof RangeError && "code" in error && error.code === "ERR_BUFFER_TOO_LARGE") {
        throw this.#tooMuch();
      }
      if (error instanceof RangeError || (error instanceof Error && "errno" in error)) {
        throw corrupt(this.#what, `its part ${entry.name} is damaged or cut off.`, error);
      }
      throw error;
    }
  }

  /** The local header has a name and an extra field of its own, which may differ in length from the directory's. */
  #compressed(entry: ZipEntry): Uint8Array {
    const view = viewOf(this.#bytes);
    if (view.getUint32(entry.headerAt, true) !== LOCAL_HEADER) throw new RangeError("no local header");
    const nameLength = view.getUint16(entry.headerAt + 26, true);
    const at = entry.headerAt + 30 + nameLength + view.getUint16(entry.headerAt + 28, true);
    if (at + entry.compressedSize > this.#bytes.length) throw new RangeError("content beyond the end");
    return this.#bytes.subarray(at, at + entry.compressedSize);
  }

  /** Nothing more is inflated then, of other files that share the limit neither. */
  #tooMuch() {
    this.#inflated.bytes = this.#limits.maxInflatedBytes;
    const megabytes = Math.floor(this.#limits.maxInflatedBytes / 1024 ** 2);
    return tooLarge(`Its content, unpacked, takes more than ${megabytes} MB.`);
  }
}
