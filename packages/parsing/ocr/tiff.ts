import { inflateSync } from "node:zlib";
import { corrupt, unsupported } from "../problems.ts";
import type { PictureHeader } from "./pictures.ts";

const TAG = {
  width: 256,
  height: 257,
  bitsPerSample: 258,
  compression: 259,
  photometric: 262,
  stripOffsets: 273,
  orientation: 274,
  samplesPerPixel: 277,
  stripByteCounts: 279,
  planarConfiguration: 284,
  predictor: 317,
  tileWidth: 322,
  jpegTables: 347,
} as const;
const COMPRESSION = { jpeg: 7, deflate: 8, oldDeflate: 32_946 } as const;
/** Bytes of a value of each type (TIFF 6.0, section 2). */
const SIZES: Readonly<Record<number, number>> = { 1: 1, 2: 1, 3: 2, 4: 4, 7: 1 };
const MOST_VALUES = 100_000;

type Directory = ReadonlyMap<number, readonly number[]>;

/** Every page of a TIFF, as scanners and fax machines write them. */
export function readTiffPictures(bytes: Uint8Array): PictureHeader[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const isLittle = view.getUint16(0) === 0x4949;
  const pictures: PictureHeader[] = [];
  const seen = new Set<number>();
  for (let offset = view.getUint32(4, isLittle); offset !== 0; ) {
    // A chain that leads back to itself has no end.
    if (seen.has(offset)) throw corrupt("picture", "its list of pages runs in a circle.");
    seen.add(offset);
    const directory = readDirectory(view, offset, isLittle);
    const [width = 0] = directory.get(TAG.width) ?? [];
    const [height = 0] = directory.get(TAG.height) ?? [];
    if (width <= 0 || height <= 0) throw corrupt("picture", "it has no width or no height.");
    const [orientation = 1] = directory.get(TAG.orientation) ?? [];
    const own = offset;
    pictures.push({
      width,
      height,
      orientation: orientation >= 1 && orientation <= 8 ? orientation : 1,
      content: () => contentOf(bytes, own, isLittle, directory),
    });
    const count = view.getUint16(offset, isLittle);
    offset = view.getUint32(offset + 2 + 12 * count, isLittle);
  }
  return pictures;
}

function readDirectory(view: DataView, offset: number, isLittle: boolean): Directory {
  const entries = new Map<number, number[]>();
  const count = view.getUint16(offset, isLittle);
  for (let index = 0; index < count; index++) {
    const entry = offset + 2 + 12 * index;
    const size = SIZES[view.getUint16(entry + 2, isLittle)];
    const values = view.getUint32(entry + 4, isLittle);
    if (size === undefined || values > MOST_VALUES) continue;
    const at = size * values <= 4 ? entry + 8 : view.getUint32(entry + 8, isLittle);
    entries.set(
      view.getUint16(entry, isLittle),
      Array.from({ length: values }, (_, position) => {
        const place = at + size * position;
        if (size === 1) return view.getUint8(place);
        return size === 2 ? view.getUint16(place, isLittle) : view.getUint32(place, isLittle);
      }),
    );
  }
  return entries;
}

/** What Leptonica decodes is the file with this page first; two ways to compress it does not know. */
function contentOf(bytes: Uint8Array, offset: number, isLittle: boolean, directory: Directory): Uint8Array {
  const [compression = 1] = directory.get(TAG.compression) ?? [];
  if (compression === COMPRESSION.jpeg) return asJpeg(bytes, directory);
  if (compression === COMPRESSION.deflate || compression === COMPRESSION.oldDeflate) {
    return asPnm(bytes, directory);
  }
  const content = Uint8Array.from(bytes);
  new DataView(content.buffer).setUint32(4, offset, isLittle);
  return content;
}

function strips(bytes: Uint8Array, directory: Directory): Uint8Array[] {
  if (directory.has(TAG.tileWidth)) throw unreadable();
  const lengths = directory.get(TAG.stripByteCounts) ?? [];
  const offsets = directory.get(TAG.stripOffsets) ?? [];
  return offsets.map((offset, index) => bytes.subarray(offset, offset + (lengths[index] ?? 0)));
}

/** One strip that is a JPEG without its tables, which stand once for all (TIFF Technical Note 2). */
function asJpeg(bytes: Uint8Array, directory: Directory): Uint8Array {
  const [strip, ...more] = strips(bytes, directory);
  if (strip === undefined || more.length > 0) throw unreadable();
  const tables = Uint8Array.from(directory.get(TAG.jpegTables) ?? []);
  // Both begin with "start of image", and the tables end with "end of image".
  return Buffer.concat([strip.subarray(0, 2), tables.subarray(2, -2), strip.subarray(2)]);
}

/** Inflated, each row's differences summed up where it holds such, as a portable map (PBM, PGM or PPM). */
function asPnm(bytes: Uint8Array, directory: Directory): Uint8Array {
  const value = (tag: number, otherwise: number) => directory.get(tag)?.[0] ?? otherwise;
  const [width, height] = [value(TAG.width, 0), value(TAG.height, 0)];
  const [bits, samples] = [value(TAG.bitsPerSample, 1), value(TAG.samplesPerPixel, 1)];
  const isBitmap = bits === 1 && samples === 1;
  const isGreyOrColour = bits === 8 && (samples === 1 || samples === 3);
  if (!(isBitmap || isGreyOrColour) || value(TAG.planarConfiguration, 1) !== 1) throw unreadable();
  const rowBytes = Math.ceil((width * bits * samples) / 8);
  const pixels = new Uint8Array(rowBytes * height);
  let at = 0;
  for (const strip of strips(bytes, directory)) {
    const inflated = inflateSync(strip, { maxOutputLength: Math.max(1, pixels.length - at) });
    pixels.set(inflated, at);
    at += inflated.length;
  }
  if (value(TAG.predictor, 1) === 2 && !isBitmap) {
    for (let row = 0; row < pixels.length; row += rowBytes) {
      for (let index = row + samples; index < row + rowBytes; index++) {
        pixels[index] = (pixels[index] ?? 0) + (pixels[index - samples] ?? 0);
      }
    }
  }
  // In a bitmap 1 is black; in a TIFF it depends, as it does in a grey one.
  const isWhiteZero = value(TAG.photometric, 1) === 0;
  if (samples === 1 && isWhiteZero !== isBitmap) {
    for (let index = 0; index < pixels.length; index++) pixels[index] = ~(pixels[index] ?? 0);
  }
  const magic = isBitmap
    ? `P4\n${width} ${height}\n`
    : `P${samples === 1 ? 5 : 6}\n${width} ${height}\n255\n`;
  return Buffer.concat([Buffer.from(magic), pixels]);
}

function unreadable() {
  return unsupported(
    "TIFF pictures that are stored like this are not read.",
    "Save it as PNG, JPEG or PDF, or as TIFF with LZW.",
  );
}
