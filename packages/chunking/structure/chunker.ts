import type { Chunk, Chunker, ParsedDocument, Span, TokenCounter } from "@footnote/contracts";
import { type Measure, measureBy } from "./measure.ts";
import { outline } from "./outline.ts";
import { pack } from "./pack.ts";
import { parentsOf } from "./parents.ts";
import { type Piece, piecesOf } from "./pieces.ts";
import { type Run, runs } from "./runs.ts";
import { trim, trimLines } from "./trim.ts";

export interface StructureChunkerOptions {
  readonly tokens: TokenCounter;
  /** Most tokens of a chunk's `indexedText`, without the model's special tokens. */
  readonly maxTokens: number;
  /** About the most tokens of a chunk's parent. */
  readonly parentTokens: number;
}

// The heading path may take up half of a chunk, and not more.
const PATH_SHARE = 0.5;

/**
 * Splits where the document's own structure does: at headings always, else between blocks, and inside a block only
 * where it does not fit: a table between rows, a list between items, code between lines, prose between sentences.
 */
export function structureChunker({ tokens, maxTokens, parentTokens }: StructureChunkerOptions): Chunker {
  const measure = measureBy(tokens);

  const chunksOf = ({ text }: ParsedDocument, run: Run): Omit<Chunk, "ordinal">[] => {
    const capacity = maxTokens - measure(run.pathText);
    const pieces = piecesOf(text, run, measure, capacity);
    const begins = pack(pieces, capacity);
    const groups = begins
      .map((begin, position) => pieces.slice(begin, begins[position + 1]))
      .flatMap((group) => halvedUntilFitting(text, group, measure, capacity));
    const parents = parentsOf(text, run.section, groups, parentTokens);
    return groups.map((group, position) => {
      const { start, end, first } = group;
      const { leadSpan } = first;
      const lead = leadSpan && { start: leadSpan.start, end: leadSpan.end };
      const own = text.slice(start, end);
      const shown = lead === undefined ? own : `${text.slice(lead.start, lead.end)}\n${own}`;
      return {
        start,
        end,
        headingPath: run.headingPath,
        ...(lead && { lead }),
        ...(first.block.page !== undefined && { page: first.block.page }),
        parent: parents[position] as Span,
        text: shown,
        indexedText: `${run.pathText}\n${shown}`,
      };
    });
  };

  return {
    strategy: "structure",
    version: 1,
    parameters: { size: maxTokens, parent: parentTokens },
    chunk: async (document, signal) => {
      signal?.throwIfAborted();
      const found = runs(outline(document, measure), measure, Math.floor(maxTokens * PATH_SHARE));
      return found.flatMap((run) => chunksOf(document, run)).map((chunk, ordinal) => ({ ordinal, ...chunk }));
    },
  };
}

interface Group extends Span {
  readonly first: Piece;
  readonly cost: number;
}

/**
 * Costs of pieces add up only where white space lies between them. Between two that touch (Chinese sentences, parts of
 * a word) a tokenizer may see more tokens in both together than in each alone, so what was packed is measured again.
 */
function halvedUntilFitting(
  text: string,
  pieces: readonly Piece[],
  measure: Measure,
  capacity: number,
): Group[] {
  const first = pieces[0];
  const last = pieces.at(-1);
  if (first === undefined || last === undefined) return [];
  const span = (first.block.kind === "code" ? trimLines : trim)(text, { start: first.start, end: last.end });
  if (span === undefined) return [];
  const cost = measure(text.slice(span.start, span.end));
  if (cost + first.lead <= capacity || pieces.length === 1) return [{ ...span, first, cost }];
  const half = pieces.length >>> 1;
  return [pieces.slice(0, half), pieces.slice(half)].flatMap((part) =>
    halvedUntilFitting(text, part, measure, capacity),
  );
}
