import { constants, deflateRawSync } from "node:zlib";

const PIECE_MEGABYTES = 16;

/**
 * A raw deflate stream of this many megabytes of one byte, a thousandth of that long: one deflated piece that ends
 * on a byte, as often as needed, then an empty last block.
 */
export function deflatedBomb(megabytes: number, byte = 0x20): Buffer {
  const piece = deflateRawSync(Buffer.alloc(PIECE_MEGABYTES * 1024 ** 2, byte), {
    finishFlush: constants.Z_FULL_FLUSH,
  });
  const pieces = Array.from({ length: Math.ceil(megabytes / PIECE_MEGABYTES) }, () => piece);
  return Buffer.concat([...pieces, Buffer.from([3, 0])]);
}
