import { type Chunker, FootnoteError, type TokenCounter } from "@footnote/contracts";
import { fixedChunker } from "./fixed/chunker.ts";
import type { PassageEmbedder } from "./limits.ts";
import { parentChildChunker } from "./parent-child/chunker.ts";
import { recursiveChunker } from "./recursive/chunker.ts";
import { semanticChunker } from "./semantic/chunker.ts";
import { structureChunker } from "./structure/chunker.ts";

export type ChunkingStrategy = "structure" | "parent-child" | "recursive" | "fixed" | "semantic";

/** What a bucket asks for. */
export interface ChunkingSettings {
  readonly strategy: ChunkingStrategy;
  /** Most tokens of a chunk, heading path included; at least 32. */
  readonly size?: number | undefined;
  /** Tokens that a chunk repeats of the one before, for recursive and fixed; less than half of the size. */
  readonly overlap?: number | undefined;
}

export interface ChunkingParts {
  readonly tokens: TokenCounter;
  /** What the model sees of a chunk, in tokens, its special tokens not counted: no chunk is larger. */
  readonly maxTokens: number;
  /** About the most tokens of a parent. */
  readonly parentTokens: number;
  /** Asked by semantic only. */
  readonly embedder: PassageEmbedder;
}

/** In tokens. 512 with an overlap of 50 is what other systems take for both, so that comparisons are fair. */
const DEFAULT_SIZE: Readonly<Record<ChunkingStrategy, number>> = {
  structure: 240,
  "parent-child": 100,
  recursive: 512,
  fixed: 512,
  semantic: 240,
};
const DEFAULT_OVERLAP_SHARE = 50 / 512;
/** A parent of small children, in tokens, and how many of them it holds at least where they are larger than usual. */
const SMALL_PARENT = 450;
const LEAST_CHILDREN = 3;
/** Half of it remains for text where headings are long: a sentence. */
const LEAST_SIZE = 32;

/**
 * A chunker of one bucket. A size beyond what the model sees becomes what it sees, the overlap in proportion; the sizes
 * in effect are the chunker's `parameters`, which open the same chunker again (`parent` as `parentTokens`).
 * @throws FootnoteError configuration_invalid
 */
export function openChunker(settings: ChunkingSettings, parts: ChunkingParts): Chunker {
  const asked = settings.size ?? DEFAULT_SIZE[settings.strategy];
  check(settings, asked);
  const maxTokens = Math.min(asked, parts.maxTokens);
  const limits = { tokens: parts.tokens, maxTokens, parentTokens: parts.parentTokens };
  const share = settings.overlap === undefined ? DEFAULT_OVERLAP_SHARE : settings.overlap / asked;
  const overlap = Math.min(Math.round(share * maxTokens), mostOverlap(maxTokens));
  switch (settings.strategy) {
    case "structure":
      return structureChunker(limits);
    case "parent-child": {
      const parentTokens = Math.min(parts.parentTokens, Math.max(SMALL_PARENT, LEAST_CHILDREN * maxTokens));
      return parentChildChunker({ ...limits, parentTokens });
    }
    case "recursive":
      return recursiveChunker({ ...limits, overlap });
    case "fixed":
      return fixedChunker({ ...limits, overlap });
    case "semantic":
      return semanticChunker({ ...limits, modelTokens: parts.maxTokens, embedder: parts.embedder });
  }
}

function check({ strategy, overlap }: ChunkingSettings, size: number): void {
  if (!Number.isInteger(size) || size < LEAST_SIZE) {
    throw new FootnoteError("configuration_invalid", `Chunks of ${size} tokens cannot be made.`, {
      action: `Set chunking.size to a whole number of at least ${LEAST_SIZE}, or leave it out.`,
    });
  }
  if (overlap === undefined) return;
  if (strategy !== "recursive" && strategy !== "fixed") {
    throw new FootnoteError("configuration_invalid", `Chunks of the strategy ${strategy} do not overlap.`, {
      action: "Leave chunking.overlap out, or choose recursive or fixed.",
    });
  }
  if (!Number.isInteger(overlap) || overlap < 0 || overlap > mostOverlap(size)) {
    throw new FootnoteError(
      "configuration_invalid",
      `Chunks of ${size} tokens cannot overlap by ${overlap}.`,
      { action: `Set chunking.overlap to a whole number from 0 to ${mostOverlap(size)}.` },
    );
  }
}

/** Less than half, so that most of a chunk is its own. */
function mostOverlap(size: number): number {
  return Math.ceil(size / 2) - 1;
}
