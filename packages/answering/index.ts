export { extractiveAnswerer } from "./extractive.ts";
