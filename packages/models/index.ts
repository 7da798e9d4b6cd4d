export { openBundledEmbedder } from "./transformers-js/embedder.ts";
export { openTokenCounter } from "./transformers-js/tokens.ts";
