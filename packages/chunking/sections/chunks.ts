import { setImmediate } from "node:timers/promises";
import type { Chunk, ParsedDocument, Span } from "@footnote/contracts";
import type { ChunkLimits } from "../limits.ts";
import { firstAbove } from "../text/cuts.ts";
import { type Measure, measureBy } from "../text/measure.ts";
import { outline } from "./outline.ts";
import { type MeasuredSpan, parentsOf } from "./parents.ts";
import { type Run, runs } from "./runs.ts";

/** A chunk's span as a strategy finds it, with the text from further up that it carries along. */
export interface Passage extends MeasuredSpan {
  readonly lead?: Span | undefined;
  /** What it is understood by and does not show: read by the model and by the index before the rest. */
  readonly context?: Span | undefined;
}

/** Cuts a run into spans of at most `capacity` tokens, the lead included. */
export type CutRun = (run: Run, capacity: number) => readonly Passage[];

// The heading path may take up half of a chunk, and not more.
const PATH_SHARE = 0.5;

/** The document's sections, which no chunk of any strategy crosses: so an edit never moves a cut of another section. */
export function runsOf(document: ParsedDocument, { tokens, maxTokens }: ChunkLimits): Run[] {
  const measure = measureBy(tokens);
  return runs(outline(document, measure), measure, Math.floor(maxTokens * PATH_SHARE));
}

/** Tokens that the run's heading path leaves to a chunk's text. */
export function capacityOf(run: Run, measure: Measure, maxTokens: number): number {
  return maxTokens - measure(run.pathText);
}

/** The overlap that a run's chunks get: none where the run fits as a whole, and never most of a chunk. */
export function overlapIn(run: Run, capacity: number, asked: number): number {
  const cost = run.blocks.reduce((sum, block) => sum + block.cost, 0);
  return cost <= capacity ? 0 : Math.min(asked, Math.floor(capacity / 2));
}

/** The chunks of all runs. Others get their turn between two runs, since this is the thread that answers requests. */
export async function chunksOf(
  document: ParsedDocument,
  found: readonly Run[],
  { tokens, maxTokens, parentTokens }: ChunkLimits,
  cutRun: CutRun,
  signal: AbortSignal | undefined,
): Promise<Chunk[]> {
  const measure = measureBy(tokens);
  const chunks: Chunk[] = [];
  for (const run of found) {
    await setImmediate();
    signal?.throwIfAborted();
    const passages = cutRun(run, capacityOf(run, measure, maxTokens));
    const parents = parentsOf(document.text, run.section, passages, parentTokens);
    const blockStarts = run.blocks.map(({ block }) => block.start);
    passages.forEach((passage, position) => {
      const block = run.blocks[Math.max(0, firstAbove(blockStarts, passage.start) - 1)]?.block;
      chunks.push(
        chunkOf(document.text, run, passage, block?.page, parents[position] as Span, chunks.length),
      );
    });
  }
  return chunks;
}

function chunkOf(
  text: string,
  run: Run,
  { start, end, lead, context }: Passage,
  page: number | undefined,
  parent: Span,
  ordinal: number,
): Chunk {
  const own = text.slice(start, end);
  const shown = lead === undefined ? own : `${text.slice(lead.start, lead.end)}\n${own}`;
  return {
    ordinal,
    start,
    end,
    headingPath: run.headingPath,
    ...(lead && { lead: { start: lead.start, end: lead.end } }),
    ...(page !== undefined && { page }),
    parent,
    text: shown,
    indexedText:
      context === undefined
        ? `${run.pathText}\n${shown}`
        : `${run.pathText}\n${text.slice(context.start, context.end)}\n${shown}`,
  };
}
