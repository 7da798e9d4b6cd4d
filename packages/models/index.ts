export { openTokenCounter } from "./transformers-js/tokens.ts";
