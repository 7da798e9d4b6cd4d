import { createCipheriv } from "node:crypto";
import { crc32, deflateSync } from "node:zlib";
import { PDFDocument, PDFName, PDFNumber } from "pdf-lib";

/** A picture of so many zero bytes, which weighs a thousandth of that, across a page. */
export async function inflatingPicturePdf(width: number, height: number, bits: 1 | 8): Promise<Uint8Array> {
  const document = await PDFDocument.create();
  const page = document.addPage([595, 842]);
  const samples = bits === 8 ? 3 : 1;
  const content = deflateSync(Buffer.alloc(Math.ceil((width * bits * samples) / 8) * height));
  const picture = document.context.stream(content, {
    Type: "XObject",
    Subtype: "Image",
    Width: width,
    Height: height,
    ColorSpace: bits === 8 ? "DeviceRGB" : "DeviceGray",
    BitsPerComponent: bits,
    Filter: "FlateDecode",
  });
  picture.dict.set(PDFName.of("Length"), PDFNumber.of(content.length));
  const name = page.node.newXObject("Im", document.context.register(picture));
  page.node.addContentStream(
    document.context.register(document.context.stream(`q 595 0 0 842 0 0 cm ${name.asString()} Do Q`)),
  );
  return document.save({ useObjectStreams: false });
}

/** Specks without end: each of them could be a letter. The same ones every time. */
export function noisePng(width: number, height: number): Uint8Array {
  const cipher = createCipheriv("aes-128-ctr", Buffer.alloc(16, 7), Buffer.alloc(16));
  const rows = Array.from({ length: height }, () =>
    Buffer.concat([Buffer.alloc(1), cipher.update(Buffer.alloc(width))]),
  );
  return png(width, height, Buffer.concat(rows));
}

/** Says that it is large, and holds next to nothing. */
export function emptyPng(width: number, height: number): Uint8Array {
  return png(width, height, Buffer.alloc(10));
}

function png(width: number, height: number, pixels: Buffer): Uint8Array {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header[8] = 8;
  const chunk = (kind: string, content: Buffer) => {
    const body = Buffer.concat([Buffer.from(kind), content]);
    const ends = Buffer.alloc(8);
    ends.writeUInt32BE(content.length, 0);
    ends.writeUInt32BE(crc32(body), 4);
    return Buffer.concat([ends.subarray(0, 4), body, ends.subarray(4)]);
  };
  return Buffer.concat([
    Buffer.from("\x89PNG\r\n\x1a\n", "latin1"),
    chunk("IHDR", header),
    chunk("IDAT", deflateSync(pixels)),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}
