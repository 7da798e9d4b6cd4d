import { type ChunkingSettings, openChunker } from "@footnote/chunking";
import type { Analyzer, Embedder, EmbeddingModel, PipelineDescription } from "@footnote/contracts";
import { priorityOf } from "./embedding-reuse.ts";
import type { PipelineParts } from "./parts.ts";
import { pipelineOf } from "./pipeline.ts";
import type { Cutting, DocumentReader } from "./reading/read-document.ts";

export const PARENT_TOKENS = 1_000;
/** What a chunk may take of the model's tokens: room for special tokens and a margin, 240 of 256. */
const SHARE = 15 / 16;
/** Where another tokenizer counts in place of the model's own, that one may count a fifth more. */
const ESTIMATED_SHARE = 0.8;

export interface PipelineFactory {
  /** What a bucket with these settings is read with. @throws FootnoteError configuration_invalid */
  describe(chunking: ChunkingSettings): PipelineDescription;
  /** Undefined where this program, as it is configured, cannot make what the description says. */
  open(description: PipelineDescription): PipelineParts | undefined;
}

/** Only what its settings come to is asked of a chunker here; it cuts in the reader's thread. */
const UNASKED = { count: unasked, embedChunks: unasked };

function unasked(): never {
  throw new Error("Chunks are not cut by the thread that serves.");
}

/** Makes pipelines of a reader, the models at hand and any chunker; `embedders` begins with the configured one. */
export function pipelineFactory(
  reader: Pick<DocumentReader, "version" | "recognition" | "read">,
  analyzer: Pick<Analyzer, "version">,
  embedders: readonly [Embedder, ...Embedder[]],
): PipelineFactory {
  const describe = (cutting: Cutting, embedder: Embedder): PipelineDescription => {
    const { settings, maxTokens, parentTokens } = cutting;
    const { strategy, version, parameters } = openChunker(settings, {
      maxTokens,
      parentTokens,
      tokens: UNASKED,
      embedder: UNASKED,
    });
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
            (texts, signal) =>
              embedder.embed(texts, { as: "passage", priority: priorityOf(options.lane), signal }),
            options,
          ),
        embedder,
      };
    },
  };
}

function cuttingFor(settings: ChunkingSettings, embedder: Embedder): Cutting {
  const { model } = embedder;
  return {
    settings,
    tokenizer: model.tokenizer.name,
    maxTokens: chunkTokens(model),
    parentTokens: PARENT_TOKENS,
  };
}

/** What a chunk may have at most, in tokens as the model's `tokenizer` counts them. */
export function chunkTokens({ maxTokens, tokenizer, prefixes }: EmbeddingModel): number {
  // A token is at least one character.
  const room = maxTokens - prefixes.passage.length;
  return Math.floor(room * (tokenizer.counts === "exact" ? SHARE : ESTIMATED_SHARE));
}

/** A description that was stored by another release may ask for what this one refuses. */
function attempt<Result>(make: () => Result): Result | undefined {
  try {
    return make();
  } catch {
    return undefined;
  }
}
