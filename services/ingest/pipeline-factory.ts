import { type ChunkingSettings, openChunker } from "@footnote/chunking";
import type { Chunker, Embedder, PipelineDescription, TokenCounter } from "@footnote/contracts";
import type { PipelineParts } from "./parts.ts";
import { pipelineOf } from "./pipeline.ts";

/** What a chunk may take of the bundled model's 256 tokens: room for special tokens and a margin. */
export const CHUNK_TOKENS = 240;
export const PARENT_TOKENS = 1_000;
/** Another model has another tokenizer, which may count a fifth more than the bundled one that chunks are measured with. */
const FOREIGN_SHARE = 0.8;
const BUNDLED_MAX_TOKENS = 256;

export interface PipelineFactory {
  /** What a bucket with these settings is read with. @throws FootnoteError configuration_invalid */
  describe(chunking: ChunkingSettings): PipelineDescription;
  /** Undefined where this program, as it is configured, cannot make what the description says. */
  open(description: PipelineDescription): PipelineParts | undefined;
}

/** Makes pipelines of one parser, the models at hand and any chunker; `embedders` begins with the configured one. */
export function pipelineFactory(
  parser: PipelineParts["parser"],
  tokens: TokenCounter,
  embedders: readonly [Embedder, ...Embedder[]],
): PipelineFactory {
  const chunkerOf = (settings: ChunkingSettings, embedder: Embedder): Chunker =>
    openChunker(settings, {
      tokens,
      maxTokens: visibleTokens(embedder),
      parentTokens: PARENT_TOKENS,
      embedder,
    });
  const describe = ({ strategy, version, parameters }: Chunker, { model }: Embedder) => ({
    parser: { version: parser.version },
    chunker: { strategy, version, parameters },
    model: model.id,
  });
  return {
    describe: (chunking) => describe(chunkerOf(chunking, embedders[0]), embedders[0]),
    open(description) {
      const embedder = embedders.find(({ model }) => model.id === description.model);
      if (embedder === undefined || description.parser.version !== parser.version) return undefined;
      const { strategy, parameters } = description.chunker;
      const { size, overlap } = parameters;
      const settings = { strategy, size, overlap } as ChunkingSettings;
      const chunker = attempt(() => chunkerOf(settings, embedder));
      // Another release's chunker of the same name may cut otherwise.
      return chunker !== undefined &&
        pipelineOf(describe(chunker, embedder)).id === pipelineOf(description).id
        ? { parser, chunker, embedder }
        : undefined;
    },
  };
}

function visibleTokens({ model }: Embedder): number {
  return model.maxTokens === BUNDLED_MAX_TOKENS ? CHUNK_TOKENS : Math.floor(model.maxTokens * FOREIGN_SHARE);
}

/** A description that was stored by another release may ask for what this one refuses. */
function attempt<Result>(make: () => Result): Result | undefined {
  try {
    return make();
  } catch {
    return undefined;
  }
}
