import { createHash } from "node:crypto";
import {
  type Chunk,
  type Embedder,
  type ErrorCode,
  FootnoteError,
  type ParsedDocument,
  type PipelineDescription,
  type SourceFile,
  segmentsOf,
} from "@footnote/contracts";
import type { PipelineParts } from "../../../services/ingest/parts.ts";
import type { Program } from "./program.ts";

/** What a file can say about itself; whatever else it says is text. */
const CORRUPT = "%corrupt";
/** No parser gets to its end. */
const ENDLESS = "%endless";
/** Every parser that reads it dies. */
const DEADLY = "%deadly";
/** Pipelines of two paragraphs per chunk cannot read it. */
const UNPAIRED = "%unpaired";
const PARSE_LIMIT_MILLISECONDS = 60_000;

export const MARKS = { corrupt: CORRUPT, endless: ENDLESS, deadly: DEADLY, unpaired: UNPAIRED };

const PROBLEMS: readonly (readonly [string, ErrorCode])[] = [
  [CORRUPT, "file_corrupt"],
  [ENDLESS, "file_too_slow"],
  [DEADLY, "internal"],
  [UNPAIRED, "file_unsupported"],
];

/** A pipeline of the simulation: paragraphs per chunk, and which model. */
export function pipelineOf(paragraphs: number, model: string): PipelineDescription {
  return {
    parser: { version: 1 },
    analyzer: { version: 1 },
    chunker: { strategy: "paragraphs", version: 1, parameters: { paragraphs } },
    model,
  };
}

/** Real handlers need something to carry: paragraphs as blocks, so many to a chunk, hashes as vectors. */
export function openPipelineOn(program: Program) {
  return ({ chunker, model }: PipelineDescription): PipelineParts => {
    const paragraphs = chunker.parameters.paragraphs ?? 1;
    return {
      async read(source, { onParsed }) {
        if (textOf(source).includes(ENDLESS)) await program.clock.sleep(PARSE_LIMIT_MILLISECONDS);
        const document = await program.call(`parse ${source.key}`, () => parse(source, paragraphs));
        onParsed();
        const { title, format, notes, text } = document;
        const chunks = cut(document, paragraphs);
        return {
          title,
          format,
          pages: null,
          notes,
          length: text.length,
          segments: segmentsOf(document),
          chunks,
        };
      },
      embedder: hashEmbedder(program, model),
    };
  };
}

export function parse(source: SourceFile, paragraphs: number): ParsedDocument {
  const text = textOf(source);
  for (const [mark, code] of PROBLEMS) {
    if (!text.includes(mark) || (mark === UNPAIRED && paragraphs === 1)) continue;
    throw new FootnoteError(code, `The file says ${mark}.`, { action: "Upload it again." });
  }
  const blocks: { kind: "paragraph"; start: number; end: number }[] = [];
  for (const found of text.matchAll(/\S(?:.|\n(?!\n))*/g))
    blocks.push({ kind: "paragraph", start: found.index, end: found.index + found[0].length });
  if (blocks.length === 0)
    throw new FootnoteError("file_empty", "The file is empty.", { action: "Write into it." });
  return { title: "A file", text, blocks, format: "text", notes: [] };
}

function textOf({ bytes }: SourceFile): string {
  return Buffer.from(bytes).toString("utf8");
}

function cut({ text, blocks }: ParsedDocument, paragraphs: number): Chunk[] {
  const chunks: Chunk[] = [];
  for (let first = 0; first < blocks.length; first += paragraphs) {
    const start = blocks[first]?.start ?? 0;
    const end = blocks[Math.min(first + paragraphs, blocks.length) - 1]?.end ?? start;
    const own = text.slice(start, end);
    const parent = { start: 0, end: text.length };
    chunks.push({ ordinal: chunks.length, start, end, headingPath: [], parent, text: own, indexedText: own });
  }
  return chunks;
}

function hashEmbedder(program: Program, id: string): Embedder {
  const embed = (text: string) => {
    const bytes = createHash("sha256").update(id).update(text).digest();
    const vector = Float32Array.from({ length: 4 }, (_, index) => (bytes[index] ?? 0) + 1);
    const length = Math.hypot(...vector);
    return vector.map((value) => value / length);
  };
  return {
    model: {
      id,
      dimensions: 4,
      maxTokens: 512,
      tokenizer: { name: "words", counts: "exact" },
      pooling: "mean",
      prefixes: { question: "", passage: "" },
    },
    embed: (texts) => program.call(`embed ${texts.length}`, () => texts.map(embed)),
    close: () => Promise.resolve(),
  };
}
