export { type AbstentionThresholds, type Evidence, thresholdsFor } from "./abstain.ts";
export { evidenceOf } from "./evidence.ts";
export { extractiveAnswerer } from "./extractive.ts";
export { rank } from "./rank.ts";
export { isVerified } from "./verify.ts";
