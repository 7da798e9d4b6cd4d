import type {
  OpenAiCompatibleLanguageModelOptions,
  ProbedLanguageModel,
} from "./openai-compatible/language-model.ts";

export { type ModelGateway, openModelGateway } from "./gateway/gateway.ts";
export { type PulledModel, pullModel } from "./hub/pull.ts";
export {
  type OpenAiCompatibleOptions,
  openOpenAiCompatibleEmbedder,
} from "./openai-compatible/embedder.ts";
export { openRerankEndpoint, type RerankEndpointOptions } from "./rerank-endpoint/reranker.ts";
export {
  openBundledReranker,
  openCrossEncoderReranker,
} from "./transformers-js/cross-encoder/cross-encoder.ts";
export { openBundledEmbedder } from "./transformers-js/embedder.ts";
export { MODEL as BUNDLED_MODEL } from "./transformers-js/model.ts";
export { openTokenCounter } from "./transformers-js/tokens.ts";

export type { OpenAiCompatibleLanguageModelOptions, ProbedLanguageModel };

/** Loaded for whoever has one: its client takes 34 MB and a fifth of a second. */
export async function openOpenAiCompatibleLanguageModel(
  options: OpenAiCompatibleLanguageModelOptions,
): Promise<ProbedLanguageModel> {
  const loaded = await import("./openai-compatible/language-model.ts");
  return loaded.openOpenAiCompatibleLanguageModel(options);
}
