import { isPower } from "../canonical/power.ts";
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
  /** Whether it runs neither along nor across the page, as what is stamped over one does. */
  readonly isAslant?: boolean;
}

/** A page's text that runs in one direction, seen upright. */
export interface PageText {
  /** 1-based. */
  readonly number: number;
  readonly width: number;
  readonly height: number;
  /** In the order in which the page draws them. */
  readonly fragments: Fragment[];
  /** Where a point of the page's own coordinates lies in this view. */
  readonly locate: (x: number, y: number) => readonly [x: number, y: number];
}

/** Wider than a justified line's word space, narrower than what divides the columns of a table (in ems). */
const WIDE_GAP = 0.9;
/** Narrower gaps are kerning, wider ones a space that was never drawn (in ems). */
const SPACE_GAP = 0.18;
/** How far baselines of one line may lie apart (in ems): symbols sit a little off, raised figures more. */
const SAME_LINE = 0.3;
const RAISED = 0.5;
/** In which raised figures are set. */
const SMALLER = 0.85;

/**
 * The page's text as fragments, which pdf.js gives in smaller pieces, often within words. What runs sideways or upside
 * down (a table that was turned to fit, an axis' name), or aslant over all of it, is a view of its own, after the upright one.
 */
export async function readFragments(page: PdfPage): Promise<PageText[]> {
  // What it would normalise piece by piece, canonical text is cleaned of as a whole.
  const { items } = await page.getTextContent({ disableNormalization: true });
  const views = new Map<Turn | undefined, View>();
  const viewOf = (turn: Turn | undefined): View => {
    const known = views.get(turn);
    if (known !== undefined) return known;
    const view = { page: viewOfPage(page, turn ?? 0), last: undefined, isSpaced: false, length: 0 };
    views.set(turn, view);
    return view;
  };
  const upright = viewOf(0);
  let view = upright;
  for (const item of items) {
    if (!("str" in item)) continue;
    if (item.str.trim() === "") {
      view.isSpaced ||= item.str !== "";
      continue;
    }
    const matrix = item.transform as number[];
    const turn = turnOf(upright.page, matrix);
    view = viewOf(turn);
    const [x0, y] = view.page.locate(matrix[4] ?? 0, matrix[5] ?? 0);
    const size = item.height;
    const piece: Fragment = {
      text: item.str,
      x0,
      x1: x0 + (turn === undefined ? size : item.width),
      y,
      size,
      sizeLength: item.str.length,
      font: item.fontName,
      fontLength: item.str.length,
      isRightToLeft: item.dir === "rtl",
      ...(turn === undefined ? { isAslant: true } : {}),
    };
    if (view.last === undefined || !append(view.last, piece, view.isSpaced)) {
      view.page.fragments.push(piece);
      view.last = piece;
    }
    view.isSpaced = false;
    view.length += piece.sizeLength;
  }
  for (const { page } of views.values()) joinStretched(page.fragments);
  const [, ...turned] = views.values();
  return [upright.page, ...turned.sort((a, b) => b.length - a.length).map((it) => it.page)];
}

/** In ems: farther apart are no words of one line, and words of one differ by less in their distance. */
const STRETCHED_GAP = 2.5;
const SAME_GAP = 0.1;
const FEWEST_WORDS = 3;
const LONGEST_RUN = 60;

/**
 * Words of a line that was stretched to its column's width stand as far apart as cells, but all equally far: they are one
 * fragment. What holds figures may be a table's row.
 */
function joinStretched(fragments: Fragment[]): void {
  const joined: Fragment[] = [];
  for (let at = 0; at < fragments.length; ) {
    const run = stretchedFrom(fragments, at);
    const [first] = run;
    if (first === undefined) break;
    for (const word of run.slice(1)) {
      first.text += ` ${word.text}`;
      first.x1 = word.x1;
      first.sizeLength += word.sizeLength;
      first.fontLength += word.fontLength;
    }
    joined.push(first);
    at += run.length;
  }
  fragments.splice(0, fragments.length, ...joined);
}

/** From here on, in the order in which they are drawn. */
function stretchedFrom(fragments: readonly Fragment[], from: number): Fragment[] {
  const run = fragments.slice(from, from + 1);
  const gapTo = (next: Fragment) => (next.x0 - (run.at(-1)?.x1 ?? 0)) / next.size;
  for (const next of fragments.slice(from + 1, from + 1 + LONGEST_RUN)) {
    const [last, second] = [run.at(-1), run[1]];
    if (last === undefined || last.y !== next.y || last.size !== next.size || !/\p{L}/u.test(next.text))
      break;
    if (next.isRightToLeft || gapTo(next) < 0 || gapTo(next) > STRETCHED_GAP) break;
    const usual = second === undefined ? gapTo(next) : (second.x0 - (run[0]?.x1 ?? 0)) / next.size;
    if (Math.abs(gapTo(next) - usual) > SAME_GAP) break;
    run.push(next);
  }
  return run.length >= FEWEST_WORDS && /\p{L}/u.test(run[0]?.text ?? "") ? run : run.slice(0, 1);
}

/** Quarter turns, clockwise, after which the text is upright. */
type Turn = 0 | 1 | 2 | 3;

interface View {
  readonly page: PageText;
  last: Fragment | undefined;
  isSpaced: boolean;
  length: number;
}

function viewOfPage(page: PdfPage, turn: Turn): PageText {
  const { width, height, transform } = page.getViewport({ scale: 1 });
  const [a = 1, b = 0, c = 0, d = -1, e = 0, f = 0] = transform as number[];
  const isSideways = turn % 2 === 1;
  return {
    number: page.pageNumber,
    width: isSideways ? height : width,
    height: isSideways ? width : height,
    fragments: [],
    locate(left, top) {
      const [x, y] = [a * left + c * top + e, b * left + d * top + f];
      if (turn === 0) return [x, y];
      if (turn === 1) return [height - y, x];
      return turn === 2 ? [width - x, height - y] : [y, width - x];
    },
  };
}

/** How far a text's direction is from its axis, as a share, for it still to be along that. */
const SLANT = 0.1;

/** Undefined for what is aslant or mirrored. */
function turnOf({ locate }: PageText, [a = 1, b = 0, c = 0, d = 1]: number[]): Turn | undefined {
  const [x0, y0] = locate(0, 0);
  const [x, y] = locate(a, b);
  const [right, down] = [x - x0, y - y0];
  if (Math.abs(down) < SLANT * Math.abs(right)) {
    if (right > 0) return 0;
    return a * d - b * c > 0 ? 2 : undefined;
  }
  if (Math.abs(right) >= SLANT * Math.abs(down)) return undefined;
  return down < 0 ? 1 : 3;
}

/** Adds the piece to the fragment that it goes on from; false where it does not. */
export function append(fragment: Fragment, piece: Fragment, isSpaced: boolean): boolean {
  if (!isSameLine(fragment, piece)) return false;
  // Drawn twice with a slight shift: a poor man's bold.
  if (piece.text === fragment.text && Math.abs(piece.x0 - fragment.x0) < 1) return true;
  const em = Math.max(fragment.size, piece.size);
  const gap = (piece.x0 - fragment.x1) / em;
  if (gap > WIDE_GAP || gap < -WIDE_GAP || fragment.isRightToLeft || piece.isRightToLeft) return false;
  if (isRaised(fragment, piece) && isPower(fragment.text, piece.text)) fragment.text += `^${piece.text}`;
  else fragment.text += isSpaced || gap > SPACE_GAP ? ` ${piece.text}` : piece.text;
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

function isRaised(fragment: Fragment, piece: Fragment): boolean {
  return piece.size < SMALLER * fragment.size && piece.y < fragment.y - piece.size / 10;
}

export function isSameLine(a: Fragment, b: Fragment): boolean {
  const [small, large] = a.size < b.size ? [a.size, b.size] : [b.size, a.size];
  return Math.abs(a.y - b.y) < large * (small < SMALLER * large ? RAISED : SAME_LINE);
}
