import type { Block, Span } from "@footnote/contracts";
import {
  anywhere,
  at,
  betweenLines,
  betweenSegments,
  betweenSentences,
  betweenStanzas,
  betweenWords,
  type Cut,
} from "./cuts.ts";
import { bodyStart, type Lead, leadOf } from "./lead.ts";
import { CHARACTERS_PER_TOKEN, type Measure } from "./measure.ts";
import type { Packable } from "./pack.ts";
import type { Run } from "./runs.ts";

/** The smallest part that packing sees. Together they hold all but white space. */
export interface Piece extends Packable, Span {
  /** What a chunk that begins here carries along from further up. */
  readonly leadSpan: Span | undefined;
  readonly block: Block;
}

// What a cut costs, in the unit of pack(): 0.25 is a chunk left half empty.
const BETWEEN_BLOCKS = 0;
const BETWEEN_PARTS = 0.05;
const BETWEEN_SMALLER_PARTS = 0.1;
const INSIDE_A_SENTENCE = 0.5;
/** A header row or a lead-in without what it leads to is worth an almost empty chunk or two to avoid. */
const AFTER_A_LEAD = 2;

interface Step {
  readonly cut: Cut;
  readonly breakBefore: number;
}

/** The run's blocks, whole where they fit into a chunk of `capacity` tokens, else cut as coarsely as makes them fit. */
export function piecesOf(text: string, run: Run, measure: Measure, capacity: number): Piece[] {
  const pieces: Piece[] = [];
  run.blocks.forEach(({ block, cost }, position) => {
    const before = run.blocks[position - 1]?.block;
    const lead = leadOf(text, block, before, measure, capacity);
    const followsLeadIn = block.kind === "list" && before?.kind === "paragraph";
    const cutter: Cutter = { text, block, measure, lead, limit: Math.max(1, capacity - lead.cost), pieces };
    const whole = block.kind === "table" ? capacity : cutter.limit;
    const breakBefore = followsLeadIn ? AFTER_A_LEAD : BETWEEN_BLOCKS;
    if (cost <= whole) add(cutter, block, cost, breakBefore);
    else cutUp(cutter, block, cost, stepsFor(block, cutter), breakBefore);
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
  if (text.slice(start, end).trim() === "") return;
  const leadSpan = lead.at(start);
  pieces.push({ start, end, cost, lead: leadSpan?.cost ?? 0, leadSpan, breakBefore, block });
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

function stepsFor(block: Block, { measure, limit }: Cutter): Step[] {
  const inSentence: Step[] = [
    betweenLines,
    betweenWords,
    betweenSegments,
    anywhere((piece) => measure(piece) <= limit, limit * CHARACTERS_PER_TOKEN),
  ].map((cut) => ({ cut, breakBefore: INSIDE_A_SENTENCE }));
  const prose: Step[] = [{ cut: betweenSentences, breakBefore: BETWEEN_SMALLER_PARTS }, ...inSentence];
  switch (block.kind) {
    case "heading":
    case "paragraph":
      return prose;
    case "list": {
      const outermost = block.items.reduce(
        (least, item) => Math.min(least, item.depth),
        Number.POSITIVE_INFINITY,
      );
      const tops = block.items.filter((item) => item.depth === outermost);
      return [
        { cut: at(tops.map((item) => item.start)), breakBefore: BETWEEN_PARTS },
        { cut: at(block.items.map((item) => item.start)), breakBefore: BETWEEN_SMALLER_PARTS },
        ...prose,
      ];
    }
    case "table":
      return [
        { cut: at(block.rows.map((row) => row.start)), breakBefore: BETWEEN_PARTS },
        {
          cut: at(block.rows.flatMap((row) => row.cells.map((cell) => cell.start))),
          breakBefore: BETWEEN_SMALLER_PARTS,
        },
        ...prose,
      ];
    case "code":
      return [
        { cut: betweenStanzas, breakBefore: BETWEEN_PARTS },
        { cut: betweenLines, breakBefore: BETWEEN_SMALLER_PARTS },
        ...inSentence,
      ];
  }
}
