import type { PdfDocument } from "./open-document.ts";

export interface OutlineEntry {
  readonly title: string;
  /** 1 for the topmost. */
  readonly level: number;
}

type OutlineNode = Awaited<ReturnType<PdfDocument["getOutline"]>>[number];
/** Deeper and longer outlines than a reader could use are mistakes or attacks. */
const DEEPEST = 6;
const LONGEST = 20_000;

/**
 * The outline's entries by the number of the page that they lead to.
 * @param pageOf the number of the page with this object number, of those already read
 */
export async function readOutline(
  document: PdfDocument,
  pageOf: ReadonlyMap<number, number>,
): Promise<Map<number, OutlineEntry[]>> {
  const outline = (await document.getOutline()) ?? [];
  const entries = flatten(outline);
  const isNamed = entries.some(({ node }) => typeof node.dest === "string");
  const named = isNamed ? await document.getDestinations() : {};
  const byPage = new Map<number, OutlineEntry[]>();
  for (const { node, level } of entries) {
    const destination = typeof node.dest === "string" ? named[node.dest] : node.dest;
    const page = pageNumberOf(destination?.[0], pageOf);
    if (page === undefined) continue;
    const there = byPage.get(page);
    if (there === undefined) byPage.set(page, [{ title: node.title, level }]);
    else there.push({ title: node.title, level });
  }
  return byPage;
}

/** A destination's first part is the page's reference or, in some files, its index. */
function pageNumberOf(target: unknown, pageOf: ReadonlyMap<number, number>): number | undefined {
  if (typeof target === "number") return target + 1;
  if (typeof target !== "object" || target === null || !("num" in target)) return undefined;
  return typeof target.num === "number" ? pageOf.get(target.num) : undefined;
}

function flatten(outline: readonly OutlineNode[]): { node: OutlineNode; level: number }[] {
  const entries: { node: OutlineNode; level: number }[] = [];
  const stack = outline.toReversed().map((node) => ({ node, level: 1 }));
  for (let entry = stack.pop(); entry !== undefined && entries.length < LONGEST; entry = stack.pop()) {
    entries.push(entry);
    if (entry.level === DEEPEST) continue;
    for (const child of entry.node.items.toReversed()) stack.push({ node: child, level: entry.level + 1 });
  }
  return entries;
}
