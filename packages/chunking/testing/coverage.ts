import type { Chunk, ParsedDocument } from "@footnote/contracts";

/** Offsets of characters that break the promise: text in no span, or in more than the strategy may put it into. */
export function wronglyCovered(
  { text, blocks }: ParsedDocument,
  chunks: readonly Chunk[],
  { overlap = false }: { readonly overlap?: boolean } = {},
): number[] {
  const spans = new Uint8Array(text.length);
  for (const { start, end } of chunks) {
    for (let at = start; at < end; at++) spans[at] = (spans[at] as number) + 1;
  }
  const mayBeAbsent = new Uint8Array(text.length);
  for (const { kind, start, end } of blocks) if (kind === "heading") mayBeAbsent.fill(1, start, end);
  const wrong: number[] = [];
  for (let at = 0; at < text.length; at++) {
    const times = spans[at] as number;
    const absenceIsWrong = mayBeAbsent[at] === 0 && !/\s/.test(text.charAt(at));
    if ((times > 1 && !overlap) || (times === 0 && absenceIsWrong)) wrong.push(at);
  }
  return wrong;
}
