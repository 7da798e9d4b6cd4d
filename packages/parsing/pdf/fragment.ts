import type { PdfPage } from "./open-document.ts";

/** Text on one baseline without wide gaps. Measures are points; y is the baseline's distance from the page's top. */
export interface Fragment {
  text: string;
  readonly x0: number;
  x1: number;
  readonly y: number;
  /** In which most of it is set, and the length of that. */
  size: number;
  sizeLength: number;
  /** Likewise. pdf.js' name for the font is only good for telling fonts apart. */
  font: string;
  fontLength: number;
  readonly isRightToLeft: boolean;
}

export interface PageText {
  /** 1-based. */
  readonly number: number;
  readonly width: number;
  readonly height: number;
  /** In the order in which the page draws them. */
  readonly fragments: Fragment[];
}

/** Wider than a justified line's word space, narrower than what divides the columns of a table (in ems). */
const WIDE_GAP = 0.9;
/** Narrower gaps are kerning, wider ones a space that was never drawn (in ems). */
const SPACE_GAP = 0.18;
/** How far baselines of one line may lie apart (in ems): symbols sit a little off, raised figures more. */
const SAME_LINE = 0.3;
const RAISED = 0.5;

/** The page's text as fragments. pdf.js gives it in smaller pieces, often within words. */
export async function readFragments(page: PdfPage): Promise<PageText> {
  // What it would normalise piece by piece, canonical text is cleaned of as a whole.
  const { items } = await page.getTextContent({ disableNormalization: true });
  const viewport = page.getViewport({ scale: 1 });
  const [a = 1, b = 0, c = 0, d = -1, e = 0, f = 0] = viewport.transform as number[];
  const fragments: Fragment[] = [];
  let last: Fragment | undefined;
  let isSpaced = false;
  for (const item of items) {
    if (!("str" in item)) continue;
    if (item.str.trim() === "") {
      isSpaced ||= item.str !== "";
      continue;
    }
    const [cos = 1, sin = 0, , , left = 0, baseline = 0] = item.transform as number[];
    const isHorizontal = Math.abs(b * cos + d * sin) < 0.1 * Math.abs(a * cos + c * sin);
    const x0 = a * left + c * baseline + e;
    const y = b * left + d * baseline + f;
    const size = item.height;
    const piece: Fragment = {
      text: item.str,
      x0,
      x1: x0 + (isHorizontal ? item.width : size),
      y,
      size,
      sizeLength: item.str.length,
      font: item.fontName,
      fontLength: item.str.length,
      isRightToLeft: item.dir === "rtl",
    };
    if (last === undefined || !append(last, piece, isSpaced)) {
      fragments.push(piece);
      last = piece;
    }
    isSpaced = false;
  }
  return { number: page.pageNumber, width: viewport.width, height: viewport.height, fragments };
}

/** Adds the piece to the fragment that it goes on from; false where it does not. */
export function append(fragment: Fragment, piece: Fragment, isSpaced: boolean): boolean {
  if (!isSameLine(fragment, piece)) return false;
  // Drawn twice with a slight shift: a poor man's bold.
  if (piece.text === fragment.text && Math.abs(piece.x0 - fragment.x0) < 1) return true;
  const em = Math.max(fragment.size, piece.size);
  const gap = (piece.x0 - fragment.x1) / em;
  if (gap > WIDE_GAP || gap < -WIDE_GAP || fragment.isRightToLeft || piece.isRightToLeft) return false;
  fragment.text += isSpaced || gap > SPACE_GAP ? ` ${piece.text}` : piece.text;
  fragment.x1 = Math.max(fragment.x1, piece.x1);
  if (piece.font === fragment.font) fragment.fontLength += piece.fontLength;
  else if (piece.fontLength > fragment.fontLength) {
    fragment.font = piece.font;
    fragment.fontLength = piece.fontLength;
  }
  if (piece.size === fragment.size) fragment.sizeLength += piece.sizeLength;
  else if (piece.sizeLength > fragment.sizeLength) {
    fragment.size = piece.size;
    fragment.sizeLength = piece.sizeLength;
  }
  return true;
}

export function isSameLine(a: Fragment, b: Fragment): boolean {
  const [small, large] = a.size < b.size ? [a.size, b.size] : [b.size, a.size];
  return Math.abs(a.y - b.y) < large * (small < 0.85 * large ? RAISED : SAME_LINE);
}
