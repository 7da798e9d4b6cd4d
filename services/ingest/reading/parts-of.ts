import type { Chunk, Segment } from "@footnote/contracts";
import type { Part } from "./messages.ts";

/** Characters that are handed over at once: copying them takes the receiver some two milliseconds. */
const CHARACTERS_AT_ONCE = 500_000;
/** What a chunk takes besides its text, in characters: it is a dozen objects and strings. */
const PER_CHUNK = 1_000;

/** What was read in parts that are handed over one by one; at least one. */
export function* partsOf(segments: readonly Segment[], chunks: readonly Chunk[]): Generator<Part> {
  let segment = 0;
  let chunk = 0;
  do {
    const part = { segments: [] as Segment[], chunks: [] as Chunk[] };
    let left = CHARACTERS_AT_ONCE;
    for (; left > 0 && segment < segments.length; segment++) {
      const next = segments[segment] as Segment;
      part.segments.push(next);
      left -= next.text.length + next.blocks.length;
    }
    for (; left > 0 && chunk < chunks.length; chunk++) {
      const next = chunks[chunk] as Chunk;
      part.chunks.push(next);
      left -= next.text.length + next.indexedText.length + PER_CHUNK;
    }
    yield { ...part, isLast: segment === segments.length && chunk === chunks.length };
  } while (segment < segments.length || chunk < chunks.length);
}
