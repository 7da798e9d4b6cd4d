export { ABSTENTION, ANSWERED_FROM, answerability, type Evidence } from "./abstain.ts";
export { evidenceOf } from "./evidence.ts";
export { extractiveAnswerer } from "./extractive.ts";
export { rank } from "./rank.ts";
export { isVerified } from "./verify.ts";
