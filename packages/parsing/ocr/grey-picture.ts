/** Pixels of one byte each, 0 black to 255 white. */
export interface GreyPicture {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8Array;
}

/** Darker than this is ink: paper that was scanned is not quite white. */
const INK = 128;
/** Fewer dark pixels than this are dust. */
const DUST = 30;

/** From red, green, blue and opacity, on white paper. */
export function toGrey({
  width,
  height,
  data,
}: {
  width: number;
  height: number;
  data: Uint8ClampedArray;
}): GreyPicture {
  const pixels = new Uint8Array(width * height);
  for (let at = 0, from = 0; at < pixels.length; at++, from += 4) {
    const [red = 0, green = 0, blue = 0] = [data[from], data[from + 1], data[from + 2]];
    pixels[at] = (red * 77 + green * 151 + blue * 28) >> 8;
  }
  return { width, height, pixels };
}

/** Whether nothing is on it: every pixel much alike. */
export function isBlank({ pixels }: GreyPicture): boolean {
  let dark = 0;
  let light = 0;
  for (const pixel of pixels) {
    if (pixel < INK) dark++;
    else light++;
  }
  // White on black is text, too; so only what is all of one kind shows nothing.
  return Math.min(dark, light) < DUST && !hasContrast(pixels);
}

/** Faint print: grey on white. */
function hasContrast(pixels: Uint8Array): boolean {
  let [least, most] = [255, 0];
  for (const pixel of pixels) {
    if (pixel < least) least = pixel;
    if (pixel > most) most = pixel;
  }
  return most - least > 48;
}

/** As a file that needs no decoding: portable grey map (PGM, "P5"). */
export function toPgm({ width, height, pixels }: GreyPicture): Uint8Array {
  const header = new TextEncoder().encode(`P5\n${width} ${height}\n255\n`);
  const file = new Uint8Array(header.length + pixels.length);
  file.set(header);
  file.set(pixels, header.length);
  return file;
}
