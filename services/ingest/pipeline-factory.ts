import { type ChunkingSettings, openChunker } from "@footnote/chunking";
import type { Analyzer, Embedder, PipelineDescription, TokenCounter } from "@footnote/contracts";
import type { PipelineParts } from "./parts.ts";
import { pipelineOf } from "./pipeline.ts";
import type { Cutting, DocumentReader } from "./reading/read-document.ts";

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

/** Only what its settings come to is asked of a chunker here; it cuts in the reader's thread. */
const UNASKED: TokenCounter = {
  count() {
    throw new Error("Chunks are not cut by the thread that serves.");
  },
};

/** Makes pipelines of a reader, the models at hand and any chunker; `embedders` begins with the configured one. */
export function pipelineFactory(
  reader: Pick<DocumentReader, "version" | "recognition" | "read">,
  analyzer: Pick<Analyzer, "version">,
  embedders: readonly [Embedder, ...Embedder[]],
): PipelineFactory {
  const describe = (cutting: Cutting, embedder: Embedder): PipelineDescription => {
    const { settings, ...sizes } = cutting;
    const { strategy, version, parameters } = openChunker(settings, { ...sizes, tokens: UNASKED, embedder });
    return {
      parser: {
        version: reader.version,
        ...(reader.recognition === undefined ? {} : { recognition: reader.recognition }),
      },
      chunker: { strategy, version, parameters },
      analyzer: { version: analyzer.version },
      model: embedder.model.id,
    };
  };
  return {
    describe: (chunking) => describe(cuttingFor(chunking, embedders[0]), embedders[0]),
    open(description) {
      const embedder = embedders.find(({ model }) => model.id === description.model);
      if (embedder === undefined || description.parser.version !== reader.version) return undefined;
      // Descriptions of before there was an analyzer name none.
      if (description.analyzer?.version !== analyzer.version) return undefined;
      const { strategy, parameters } = description.chunker;
      const { size, overlap } = parameters;
      const cutting = cuttingFor({ strategy, size, overlap } as ChunkingSettings, embedder);
      const described = attempt(() => describe(cutting, embedder));
      // Another release's chunker of the same name may cut otherwise.
      if (described === undefined || pipelineOf(described).id !== pipelineOf(description).id)
        return undefined;
      return {
        read: (source, options) =>
          reader.read(
            source,
            cutting,
            (texts, signal) => embedder.embedChunks(texts, signal, options.lane),
            options,
          ),
        embedder,
      };
    },
  };
}

function cuttingFor(settings: ChunkingSettings, embedder: Embedder): Cutting {
  return { settings, maxTokens: visibleTokens(embedder), parentTokens: PARENT_TOKENS };
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
