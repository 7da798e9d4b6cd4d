import { createCanvas, loadImage } from "@napi-rs/canvas";
import { describe, expect, test } from "vitest";
import { DEFAULT_LIMITS } from "../limits.ts";
import { toGrey } from "../ocr/grey-picture.ts";
import { readLanguages } from "../ocr/tesseract/languages.ts";
import { buildScannedPdf, drawScan, scanLines } from "../testing/build-scan.ts";
import { buildTiff } from "../testing/build-tiff.ts";
import { openPagePictures } from "./page-pictures.ts";

const RENT = "The rent is due on the first of each quarter.";
const BOATS = "Boats are moored at their own risk.";
const scan = drawScan(scanLines([RENT, BOATS, "Signed in May."]));
const drawPage = openPagePictures(DEFAULT_LIMITS, () => readLanguages(["eng"], undefined));
const LIMIT = 120_000;

function greyTiff() {
  const { width, height } = scan;
  const { data } = scan.getContext("2d").getImageData(0, 0, width, height);
  return { width, height, data: toGrey({ width, height, data }).pixels };
}

/** The box around all that is marked, in parts of the picture's width and height; undefined where nothing is. */
async function markedIn(png: Uint8Array) {
  const image = await loadImage(Buffer.from(png));
  const canvas = createCanvas(image.width, image.height);
  const context = canvas.getContext("2d");
  context.drawImage(image, 0, 0);
  const { data } = context.getImageData(0, 0, image.width, image.height);
  let [left, top, right, bottom] = [1, 1, 0, 0];
  for (let at = 0; at < data.length / 4; at++) {
    const [red = 0, , blue = 0] = data.subarray(4 * at, 4 * at + 3);
    if (red < 220 || blue > 160) continue;
    const [x, y] = [(at % image.width) / image.width, Math.floor(at / image.width) / image.height];
    [left, top, right, bottom] = [
      Math.min(left, x),
      Math.min(top, y),
      Math.max(right, x),
      Math.max(bottom, y),
    ];
  }
  return right === 0 ? undefined : { left, top, right, bottom, isUpright: image.height > image.width };
}

const draw = async (bytes: Uint8Array, quote: string) =>
  markedIn(await drawPage({ bytes, page: 1, quote, isRecognised: true }, new AbortController().signal));

function expectBoats(marked: Awaited<ReturnType<typeof markedIn>>): void {
  // Its baseline is at 136 of 842 points, and the lines around it 16 points away.
  expect(marked?.top).toBeGreaterThan(121 / 842);
  expect(marked?.bottom).toBeLessThan(142 / 842);
  expect(marked?.left).toBeCloseTo(72 / 595, 1);
  expect(marked?.right).toBeGreaterThan(200 / 595);
  expect(marked?.isUpright).toBe(true);
}

describe("what was recognised is marked where it stands", () => {
  test(
    "on a scanned page of a PDF",
    async () => expectBoats(await draw(await buildScannedPdf([{ scan }]), BOATS)),
    LIMIT,
  );

  test.each([
    ["PNG", scan.toBuffer("image/png")],
    ["JPEG", scan.toBuffer("image/jpeg")],
    ["TIFF", buildTiff([greyTiff()])],
  ])("on a picture: %s", async (_, bytes) => expectBoats(await draw(bytes, BOATS)), LIMIT);

  test(
    "on a picture that lies on its side, which is shown upright",
    async () => {
      const turned = createCanvas(scan.height, scan.width);
      const context = turned.getContext("2d");
      context.translate(0, scan.width);
      context.rotate(-Math.PI / 2);
      context.drawImage(scan, 0, 0);
      expectBoats(await draw(turned.toBuffer("image/png"), BOATS));
    },
    2 * LIMIT,
  );

  test(
    "and a page that lies on its side or does not say it has no mark at all",
    async () => {
      expect(await draw(await buildScannedPdf([{ scan, turned: 180 }]), BOATS)).toBeUndefined();
      expect(await draw(scan.toBuffer("image/png"), "Nobody wrote this anywhere.")).toBeUndefined();
    },
    3 * LIMIT,
  );
});

test(
  "a picture that cannot be decoded is refused, and so is one that the file does not have",
  async () => {
    const { signal } = new AbortController();
    const broken = scan.toBuffer("image/png").subarray(0, 60);
    const asked = { quote: "", isRecognised: true };
    await expect(drawPage({ bytes: broken, page: 1, ...asked }, signal)).rejects.toMatchObject({
      code: "file_corrupt",
    });
    await expect(
      drawPage({ bytes: scan.toBuffer("image/png"), page: 2, ...asked }, signal),
    ).rejects.toMatchObject({ code: "not_found" });
  },
  LIMIT,
);

test(
  "a page that is only drawn waits for none that is being recognised",
  async () => {
    const leaving = new AbortController();
    const page = { bytes: await buildScannedPdf([{ scan }]), page: 1, quote: BOATS };
    // Nobody waits for the second one either: both would be recognised for longer than it takes to draw a page.
    const recognised = [1, 2].map(() => drawPage({ ...page, isRecognised: true }, leaving.signal));
    const ended = Promise.allSettled(recognised);
    await drawPage({ ...page, isRecognised: false }, new AbortController().signal);
    leaving.abort();
    expect((await ended).at(-1)?.status).toBe("rejected");
  },
  LIMIT,
);
