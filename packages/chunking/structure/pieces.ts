import type { Block, Span } from "@footnote/contracts";
import type { Run } from "../sections/runs.ts";
import { anchor } from "../text/anchor.ts";
import { cutUp } from "../text/cut-up.ts";
import type { BlockPart } from "../text/fitting.ts";
import type { Measure } from "../text/measure.ts";
import type { Packable } from "../text/pack.ts";
import { AFTER_A_LEAD, ANCHORING, BETWEEN_BLOCKS, stepsFor } from "../text/steps.ts";
import { bodyStart, leadOf } from "./lead.ts";
import { sentenceBefore } from "./sentence-before.ts";

/** The smallest part that packing sees. Those of one block follow each other without a gap. */
export interface Piece extends Packable, BlockPart {
  /** What a chunk that begins here carries along from further up. */
  readonly leadSpan: Span | undefined;
  /** What the model reads before such a chunk, and nobody is shown. */
  readonly contextSpan: Span | undefined;
}

/** The run's blocks, whole where they fit into a chunk of `capacity` tokens, else cut as coarsely as makes them fit. */
export function* piecesOf(text: string, run: Run, measure: Measure, capacity: number): Generator<Piece> {
  for (const [position, { block, cost }] of run.blocks.entries()) {
    const before = run.blocks[position - 1]?.block;
    const lead = leadOf(text, block, before, measure, capacity);
    const limit = Math.max(1, capacity - lead.cost);
    const whole = {
      start: block.start,
      end: block.end,
      cost,
      breakBefore: followsLeadIn(text, block, before) ? AFTER_A_LEAD : BETWEEN_BLOCKS,
    };
    const fits = cost <= (block.kind === "table" ? capacity : limit);
    const parts = fits ? [whole] : cutUp(text, whole, stepsFor(block, measure, limit), measure, limit);
    for (const part of parts) {
      const { start, end } = part;
      const leadSpan = lead.at(start);
      const afterHeader = block.kind === "table" && start === bodyStart(block);
      const breakBefore =
        (afterHeader ? AFTER_A_LEAD : part.breakBefore) + ANCHORING * anchor(text, start, end);
      const contextSpan = sentenceBefore(text, part, block, before, measure, capacity);
      const carried = (leadSpan?.cost ?? 0) + (contextSpan?.cost ?? 0);
      yield { start, end, cost: part.cost, lead: carried, leadSpan, contextSpan, breakBefore, block };
    }
  }
}

function followsLeadIn(text: string, block: Block, before: Block | undefined): boolean {
  if (before?.kind !== "paragraph") return false;
  return block.kind === "list" || /[:：]\s*$/.test(text.slice(before.end - 1, block.start));
}
