import { deflateSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { drawScan } from "../testing/build-scan.ts";
import { buildTiff } from "../testing/build-tiff.ts";
import { refusal } from "../testing/parse.ts";
import { MOST_PIXELS, readPictures } from "./pictures.ts";

const canvas = drawScan([], 0.2);
const size = { width: canvas.width, height: canvas.height, orientation: 1 };
const grey = { width: 4, height: 2, pixels: Uint8Array.from([0, 50, 100, 150, 200, 250, 10, 20]) };

describe("the header of a picture says", () => {
  test.each(["png", "jpeg", "webp"] as const)("how large a %s is", (kind) => {
    expect(readPictures(canvas.toBuffer(`image/${kind}` as "image/png"))).toMatchObject([size]);
  });

  test("how a camera was held", () => {
    const jpeg = canvas.toBuffer("image/jpeg");
    const exif = Buffer.from(
      "457869660000" + "4d4d002a00000008" + "0001" + "0112000300000001" + "00060000",
      "hex",
    );
    const head = Buffer.from([0xff, 0xe1, 0, exif.length + 2]);
    const turned = Buffer.concat([jpeg.subarray(0, 2), head, exif, jpeg.subarray(2)]);
    expect(readPictures(turned)).toMatchObject([{ ...size, orientation: 6 }]);
  });

  test("every page of a TIFF, whichever end its numbers begin with", () => {
    for (const isLittle of [true, false]) {
      const tiff = buildTiff(
        [
          { ...grey, data: grey.pixels },
          { ...grey, width: 2, height: 4, data: grey.pixels },
        ],
        { isLittle },
      );
      expect(readPictures(tiff)).toMatchObject([
        { width: 4, height: 2 },
        { width: 2, height: 4 },
      ]);
    }
  });
});

test("a TIFF that is deflated, with differences or without, becomes a picture that can be decoded", () => {
  const differences = Uint8Array.from(grey.pixels, (pixel, index) =>
    index % 4 === 0 ? pixel : pixel - (grey.pixels[index - 1] ?? 0),
  );
  for (const [predictor, pixels] of [
    [1, grey.pixels],
    [2, differences],
  ] as const) {
    const tiff = buildTiff([{ ...grey, data: deflateSync(pixels), compression: 8, predictor }]);
    const content = Buffer.from(readPictures(tiff)[0]?.content() ?? []);
    expect(content.subarray(0, 11).toString()).toBe("P5\n4 2\n255\n");
    expect([...content.subarray(11)]).toEqual([...grey.pixels]);
  }
});

describe("R10: a picture is bounded before it is decoded", () => {
  test("one that says it is huge is refused with its size", async () => {
    const png = Buffer.from(canvas.toBuffer("image/png"));
    png.writeUInt32BE(100_000, 16);
    png.writeUInt32BE(100_000, 20);
    expect(await refusal("a.png", png)).toMatchObject({
      code: "file_too_large",
      message: expect.stringContaining("100,000 by 100,000 dots"),
    });
    expect(MOST_PIXELS).toBeLessThan(50_000_000);
  });

  test("one that inflates to more than its size is damaged, and a list of pages in a circle has no end", async () => {
    const bomb = buildTiff([{ ...grey, data: deflateSync(Buffer.alloc(50_000_000)), compression: 8 }]);
    expect((await refusal("a.tif", bomb)).code).toBe("file_corrupt");
    const circle = buildTiff([{ ...grey, data: grey.pixels }], { isCircular: true });
    expect((await refusal("a.tif", circle)).code).toBe("file_corrupt");
  });
});

test.each([
  ["a.png", "\x89PNG\r\n\x1a\n"],
  ["a.jpg", "\xff\xd8\xff\xe0\0\x10"],
  ["a.tif", "II*\0\xff\xff\0\0"],
  ["a.webp", "RIFF\0\0\0\0WEBPVP8 "],
])("%s that is cut off is damaged", async (key, bytes) => {
  expect((await refusal(key, Buffer.from(bytes, "latin1"))).code).toBe("file_corrupt");
});

test("kinds of pictures that are not read say what to save them as", async () => {
  const gif = await refusal("a.gif", "GIF89a\x01\0\x01\0\0\0\0;");
  expect([gif.code, gif.action]).toEqual(["file_unsupported", "Save it as PNG, JPEG or PDF."]);
  expect(await refusal("a.png", "no picture")).toMatchObject({ code: "file_mislabelled" });
});
