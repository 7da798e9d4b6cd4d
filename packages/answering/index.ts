export { ABSTENTION, ANSWERED_FROM, answerability, type Evidence } from "./abstain.ts";
export { extractiveAnswerer } from "./extractive.ts";
export { rank } from "./rank.ts";
