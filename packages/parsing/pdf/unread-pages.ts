import { OPS } from "pdfjs-dist/legacy/build/pdf.mjs";
import type { PdfDocument, PdfPage } from "./open-document.ts";

/** A page with no more characters than this may be a scan with a stamp on it or a number below it. */
const FEW_CHARACTERS = 150;
/** Looking at what a page draws takes longer than reading its text, so few pages of a document without scans are looked at. */
const MOST_LOOKS_IN_VAIN = 3;
/** The share of a page that a scan covers, and that a picture covers which may hold a page's text. */
const SCAN = 0.5;
const PICTURE = 0.02;
/** Text whose letters are drawn as lines takes many of them; a frame or a rule takes few. */
const FEWEST_PATHS = 30;

/**
 * Pages that show something and hold no text, or next to none: scans, pictures, text drawn as lines.
 * @param characters of each page, the first page's first
 */
export async function findUnreadPages(
  document: PdfDocument,
  characters: readonly number[],
): Promise<number[]> {
  const unread: number[] = [];
  let isScanned = false;
  let inVain = 0;
  for (const [index, count] of characters.entries()) {
    if (count > FEW_CHARACTERS || (count > 0 && inVain >= MOST_LOOKS_IN_VAIN)) continue;
    // Where one page is a scan, other pages without text are, too.
    if (count === 0 && isScanned) unread.push(index + 1);
    else {
      const page = await document.getPage(index + 1);
      const { covered, isDrawn } = await lookAt(page);
      page.cleanup();
      const isUnread = count === 0 ? isDrawn : covered >= SCAN;
      if (isUnread) unread.push(index + 1);
      else if (count > 0) inVain++;
      isScanned ||= isUnread && covered >= SCAN;
    }
  }
  return unread;
}

type Matrix = readonly [number, number, number, number, number, number];

/** The share of the page that pictures cover, and whether it shows anything that may be text. */
async function lookAt(page: PdfPage): Promise<{ readonly covered: number; readonly isDrawn: boolean }> {
  const { fnArray, argsArray } = await page.getOperatorList();
  const { width, height } = page.getViewport({ scale: 1 });
  const stack: Matrix[] = [];
  let matrix: Matrix = [1, 0, 0, 1, 0, 0];
  let [area, paths] = [0, 0];
  /** Pictures are left out, undecoded. What placed one is there: a matrix, and nothing that is drawn with it. */
  let isPlaced = false;
  for (const [index, operator] of fnArray.entries()) {
    if (operator === OPS.transform) {
      matrix = multiply(matrix, argsArray[index] as Matrix);
      isPlaced = true;
    } else if (operator === OPS.save) stack.push(matrix);
    else if (operator === OPS.paintFormXObjectBegin) {
      stack.push(matrix);
      const [own] = argsArray[index] as [Matrix | null];
      if (own !== null) matrix = multiply(matrix, own);
      isPlaced = false;
    } else if (operator === OPS.restore || operator === OPS.paintFormXObjectEnd) {
      const [a, b, c, d] = matrix;
      if (isPlaced) area += Math.abs(a * d - b * c);
      isPlaced = false;
      matrix = stack.pop() ?? [1, 0, 0, 1, 0, 0];
    } else if (operator === OPS.constructPath) {
      paths++;
      isPlaced = false;
    } else if (operator === OPS.showText || operator === OPS.shadingFill) isPlaced = false;
  }
  const covered = Math.min(1, area / (width * height));
  return { covered, isDrawn: covered >= PICTURE || paths >= FEWEST_PATHS || isPlaced };
}

function multiply([a, b, c, d, e, f]: Matrix, [g, h, i, j, k, l]: Matrix): Matrix {
  return [a * g + c * h, b * g + d * h, a * i + c * j, b * i + d * j, a * k + c * l + e, b * k + d * l + f];
}
