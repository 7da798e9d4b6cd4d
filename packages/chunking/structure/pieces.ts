import type { Block, Span } from "@footnote/contracts";
import { anchor } from "./anchor.ts";
import { bodyStart, type Lead, leadOf } from "./lead.ts";
import type { Measure } from "./measure.ts";
import type { Packable } from "./pack.ts";
import type { Run } from "./runs.ts";
import { AFTER_A_LEAD, ANCHORING, BETWEEN_BLOCKS, type Step, stepsFor } from "./steps.ts";

/** The smallest part that packing sees. Those of one block follow each other without a gap. */
export interface Piece extends Packable, Span {
  /** What a chunk that begins here carries along from further up. */
  readonly leadSpan: Span | undefined;
  readonly block: Block;
}

/** The run's blocks, whole where they fit into a chunk of `capacity` tokens, else cut as coarsely as makes them fit. */
export function piecesOf(text: string, run: Run, measure: Measure, capacity: number): Piece[] {
  const pieces: Piece[] = [];
  run.blocks.forEach(({ block, cost }, position) => {
    const before = run.blocks[position - 1]?.block;
    const lead = leadOf(text, block, before, measure, capacity);
    const followsLeadIn =
      before?.kind === "paragraph" &&
      (block.kind === "list" || /[:：]\s*$/.test(text.slice(before.end - 1, block.start)));
    const cutter: Cutter = { text, block, measure, lead, limit: Math.max(1, capacity - lead.cost), pieces };
    const whole = block.kind === "table" ? capacity : cutter.limit;
    const breakBefore = followsLeadIn ? AFTER_A_LEAD : BETWEEN_BLOCKS;
    if (cost <= whole) add(cutter, block, cost, breakBefore);
    else cutUp(cutter, block, cost, stepsFor(block, measure, cutter.limit), breakBefore);
  });
  return pieces;
}

interface Cutter {
  readonly text: string;
  readonly block: Block;
  readonly measure: Measure;
  readonly lead: Lead;
  readonly limit: number;
  readonly pieces: Piece[];
}

function add(cutter: Cutter, { start, end }: Span, cost: number, breakBefore: number): void {
  const { text, block, lead, pieces } = cutter;
  const leadSpan = lead.at(start);
  const liked = breakBefore + ANCHORING * anchor(text, start, end);
  pieces.push({ start, end, cost, lead: leadSpan?.cost ?? 0, leadSpan, breakBefore: liked, block });
}

function cutUp(cutter: Cutter, span: Span, cost: number, steps: readonly Step[], breakBefore: number): void {
  const [step, ...finer] = steps;
  if (cost <= cutter.limit || step === undefined) {
    add(cutter, span, cost, breakBefore);
    return;
  }
  const starts = [span.start, ...step.cut(cutter.text, span)];
  starts.forEach((start, position) => {
    const part = { start, end: starts[position + 1] ?? span.end };
    const partCost = starts.length === 1 ? cost : cutter.measure(cutter.text.slice(part.start, part.end));
    cutUp(cutter, part, partCost, finer, position === 0 ? breakBefore : breakAt(cutter, start, step));
  });
}

function breakAt({ block }: Cutter, start: number, step: Step): number {
  return block.kind === "table" && start === bodyStart(block) ? AFTER_A_LEAD : step.breakBefore;
}
