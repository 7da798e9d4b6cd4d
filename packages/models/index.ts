export { type ModelGateway, openModelGateway } from "./gateway/gateway.ts";
export {
  type OpenAiCompatibleOptions,
  openOpenAiCompatibleEmbedder,
} from "./openai-compatible/embedder.ts";
export {
  type OpenAiCompatibleLanguageModelOptions,
  openOpenAiCompatibleLanguageModel,
  type ProbedLanguageModel,
} from "./openai-compatible/language-model.ts";
export { openBundledEmbedder } from "./transformers-js/embedder.ts";
export { MODEL as BUNDLED_MODEL } from "./transformers-js/model.ts";
export { openTokenCounter } from "./transformers-js/tokens.ts";
