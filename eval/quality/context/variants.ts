import type { Block, Chunk } from "@footnote/contracts";

/** What of a chunk's surroundings the model and the index are given; first what changes few chunks. */
export const VARIANTS = [
  "all",
  "no sentence before",
  "no table header",
  "no list lead-in",
  "no headings",
  "no title",
  "neither",
  "the text alone",
] as const;
export type Variant = (typeof VARIANTS)[number];

/** A chunk's `indexedText` with something left out. */
export function indexedAs(variant: Variant, chunk: Chunk, blocks: readonly Block[]): string {
  const [title, ...headings] = chunk.headingPath;
  const before = chunk.indexedText.slice(0, chunk.indexedText.length - chunk.text.length);
  const path = before.slice(0, Math.max(0, before.indexOf("\n")));
  const sentence = before.slice(path.length + 1).trimEnd();
  const { lead } = chunk;
  const isHeader = lead !== undefined && blockAt(blocks, lead.start)?.kind === "table";
  const withoutLead = lead === undefined ? chunk.text : chunk.text.slice(lead.end - lead.start + 1);
  const join = (...parts: readonly string[]) => parts.filter((part) => part !== "").join("\n");
  switch (variant) {
    case "all":
      return chunk.indexedText;
    case "no title":
      return join(headings.join(" > "), sentence, chunk.text);
    case "no headings":
      return join(title ?? "", sentence, chunk.text);
    case "neither":
      return join(sentence, chunk.text);
    case "no table header":
      return join(path, sentence, isHeader ? withoutLead : chunk.text);
    case "no list lead-in":
      return join(path, sentence, isHeader ? chunk.text : withoutLead);
    case "no sentence before":
      return join(path, chunk.text);
    case "the text alone":
      return withoutLead;
  }
}

function blockAt(blocks: readonly Block[], offset: number): Block | undefined {
  return blocks.find(({ start, end }) => start <= offset && offset < end);
}
