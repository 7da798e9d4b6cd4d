import { type Canvas, createCanvas, loadImage, type SKRSContext2D } from "@napi-rs/canvas";

/**
 * A PNG on a canvas that its reader may draw on, made smaller where it is wider than so many pixels. Only for what is known to be one:
 * of a picture that is cut off the library ends its process.
 */
export async function canvasOf(
  png: Uint8Array,
  mostWidth: number,
): Promise<{ readonly canvas: Canvas; readonly context: SKRSContext2D }> {
  const image = await loadImage(Buffer.from(png));
  const scale = Math.min(1, mostWidth / image.width);
  const canvas = createCanvas(
    Math.max(1, Math.round(image.width * scale)),
    Math.max(1, Math.round(image.height * scale)),
  );
  const context = canvas.getContext("2d");
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  return { canvas, context };
}
