import type { Block, Span } from "@footnote/contracts";
import { betweenSentences } from "../text/cuts.ts";
import type { Measure } from "../text/measure.ts";
import { trim } from "../text/trim.ts";
import type { LeadSpan } from "./lead.ts";

/**
 * Words with which a sentence goes on about what the one before named. Only with a capital: where a sentence was cut in two,
 * its beginning is no sentence before.
 */
const GOES_ON =
  /^(?:(?:This|That|These|Those|It|Its|They|Them|Their|He|She|His|Her|Such|Both|Neither|The (?:former|latter))(?:['’]s)?|Dies(?:e[mnrs]?)?|Jene[mnrs]?|Er|Sie|Es|Ihre?|Beide|Solche[mnrs]?)(?![\p{L}\p{N}])/u;
/** Opens a sentence in any of these ways and in no other, at most so long. */
const LONGEST_OPENING = 16;
/** It helps to find a chunk and is not what the chunk says. */
const SHARE = 0.25;

/**
 * The sentence before a piece of prose that begins by going on about it ("This also holds for…"): read by the model and by
 * the index, and not part of what is quoted. From the same block, or where the piece begins its block from the paragraph
 * before it. Undefined where nothing precedes it or there is no room.
 */
export function sentenceBefore(
  text: string,
  piece: Span & { readonly cost: number },
  block: Block,
  before: Block | undefined,
  measure: Measure,
  capacity: number,
): LeadSpan | undefined {
  if (block.kind !== "paragraph") return undefined;
  const start = piece.start + leadingSpace(text, piece);
  if (!GOES_ON.test(text.slice(start, Math.min(start + LONGEST_OPENING, piece.end)))) return undefined;
  const preceding =
    piece.start > block.start
      ? { start: block.start, end: piece.start }
      : before?.kind === "paragraph"
        ? before
        : undefined;
  if (preceding === undefined) return undefined;
  const sentence = trim(text, {
    start: betweenSentences(text, preceding).at(-1) ?? preceding.start,
    end: preceding.end,
  });
  if (sentence === undefined) return undefined;
  const cost = measure(text.slice(sentence.start, sentence.end));
  return cost <= SHARE * capacity && piece.cost + cost <= capacity ? { ...sentence, cost } : undefined;
}

function leadingSpace(text: string, { start, end }: Span): number {
  return text.slice(start, end).search(/\S|$/u);
}
