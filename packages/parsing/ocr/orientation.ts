import type { PixelWord } from "./tesseract/engine.ts";

/** Below this, a picture may lie on its side; text that stands upright is recognised with 80 and more. */
const UPRIGHT = 65;
/** The four turns, as Exif numbers them, clockwise from upright. */
const TURNS = [1, 6, 3, 8] as const;

/** Recognises as it is and, where that makes little sense, turned: the turn that makes most. */
export function recogniseUpright(
  orientation: number,
  recognise: (orientation: number) => PixelWord[][],
): { readonly lines: PixelWord[][]; readonly orientation: number } {
  const asItIs = recognise(orientation);
  let best = { lines: asItIs, orientation };
  const first = TURNS.indexOf(orientation as (typeof TURNS)[number]);
  if (asItIs.length === 0 || meanConfidence(asItIs) >= UPRIGHT || first < 0) return best;
  for (const step of [1, 3, 2]) {
    const turn = TURNS[(first + step) % TURNS.length] ?? 1;
    const lines = recognise(turn);
    if (meanConfidence(lines) > meanConfidence(best.lines)) best = { lines, orientation: turn };
    if (meanConfidence(lines) >= UPRIGHT) break;
  }
  return best;
}

/** Weighted by characters: specks are recognised as short words, with little confidence. */
export function meanConfidence(lines: readonly (readonly { text: string; confidence: number }[])[]): number {
  let [sum, length] = [0, 0];
  for (const { text, confidence } of lines.flat()) {
    sum += confidence * text.length;
    length += text.length;
  }
  return length === 0 ? 0 : sum / length;
}
