import { corrupt, unsupported } from "../problems.ts";
import { exifOrientation } from "./exif.ts";
import { readTiffPictures } from "./tiff.ts";

/** A picture as its header describes it: nothing is decoded, so what it says may be a lie. */
export interface PictureHeader {
  readonly width: number;
  readonly height: number;
  /** 1 to 8, as Exif numbers how it is turned. */
  readonly orientation: number;
  /** The picture alone, in a file that can be decoded. @throws FootnoteError file_corrupt, file_unsupported */
  content(): Uint8Array;
}

/** Four times an A4 page at 200 dots an inch, and more than a camera of 2026 takes; decoded, four bytes each. */
export const MOST_PIXELS = 40_000_000;

/** The pictures of a file: several in a TIFF, else one. @throws FootnoteError file_corrupt, file_unsupported */
export function readPictures(bytes: Uint8Array): PictureHeader[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    if (begins(bytes, "\x89PNG")) return [single(bytes, view.getUint32(16), view.getUint32(20))];
    if (begins(bytes, "\xff\xd8")) return [jpeg(bytes, view)];
    if (begins(bytes, "RIFF")) return [webp(bytes, view)];
    if (begins(bytes, "BM")) {
      return [single(bytes, view.getInt32(18, true), Math.abs(view.getInt32(22, true)))];
    }
    if (begins(bytes, "II*\0") || begins(bytes, "MM\0*")) return readTiffPictures(bytes);
  } catch (error) {
    if (error instanceof RangeError) throw corrupt("picture", "it is cut off.", error);
    throw error;
  }
  throw unsupported("Pictures of this kind are not read.", "Save it as PNG, JPEG or PDF.");
}

function single(bytes: Uint8Array, width: number, height: number, orientation = 1): PictureHeader {
  if (width <= 0 || height <= 0) throw corrupt("picture", "it has no width or no height.");
  return { width, height, orientation, content: () => bytes };
}

/** The first frame header (ITU-T T.81, B.2.2), and Exif where it is before that. */
function jpeg(bytes: Uint8Array, view: DataView): PictureHeader {
  let orientation = 1;
  for (let at = 2; ; ) {
    if (view.getUint8(at) !== 0xff) throw corrupt("picture", "it is damaged.");
    const marker = view.getUint8(at + 1);
    if (marker === 0xff) {
      at++;
      continue;
    }
    const length = view.getUint16(at + 2);
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) return single(bytes, view.getUint16(at + 7), view.getUint16(at + 5), orientation);
    if (marker === 0xe1)
      orientation = exifOrientation(bytes.subarray(at + 4, at + 2 + length)) ?? orientation;
    at += 2 + Math.max(2, length);
  }
}

/** The canvas of an extended file, else the one frame's size (RFC 9649). */
function webp(bytes: Uint8Array, view: DataView): PictureHeader {
  const kind = String.fromCharCode(...bytes.subarray(12, 16));
  if (kind === "VP8X") {
    const size = (at: number) => 1 + (view.getUint16(at, true) | (view.getUint8(at + 2) << 16));
    return single(bytes, size(24), size(27));
  }
  if (kind === "VP8 ") {
    return single(bytes, view.getUint16(26, true) & 0x3fff, view.getUint16(28, true) & 0x3fff);
  }
  const bits = view.getUint32(21, true);
  return single(bytes, 1 + (bits & 0x3fff), 1 + ((bits >> 14) & 0x3fff));
}

function begins(bytes: Uint8Array, magic: string): boolean {
  return [...magic].every((character, index) => bytes[index] === character.charCodeAt(0));
}
