import type { Block, Span } from "@footnote/contracts";
import type { Measure } from "./measure.ts";
import { trim, trimLines } from "./trim.ts";

/** A part of a block; those of one chunk follow each other with nothing but white space between them. */
export interface BlockPart extends Span {
  readonly block: Block;
  /** Tokens that a chunk which begins here carries along. */
  readonly lead: number;
}

export interface Group<T> extends Span {
  readonly first: T;
  readonly cost: number;
}

/**
 * The parts as one span, or as several where they do not fit into `capacity` tokens after all; white space at the ends
 * left out, and none where they hold nothing else. Costs of parts add up only where white space lies between them.
 * Between two that touch (Chinese sentences, parts of a word) a tokenizer may see more tokens in both together than in
 * each alone, so what was packed is measured again.
 */
export function fitting<T extends BlockPart>(
  text: string,
  parts: readonly T[],
  measure: Measure,
  capacity: number,
): Group<T>[] {
  const first = parts[0];
  const last = parts.at(-1);
  if (first === undefined || last === undefined) return [];
  const span = (first.block.kind === "code" ? trimLines : trim)(text, { start: first.start, end: last.end });
  if (span === undefined) return [];
  const cost = measure(text.slice(span.start, span.end));
  if (cost + first.lead <= capacity || parts.length === 1) return [{ ...span, first, cost }];
  const half = parts.length >>> 1;
  return [parts.slice(0, half), parts.slice(half)].flatMap((each) => fitting(text, each, measure, capacity));
}
