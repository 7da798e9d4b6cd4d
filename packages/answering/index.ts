export {
  type AbstentionThresholds,
  answerability,
  type Evidence,
  readThresholdsFor,
  thresholdsFor,
} from "./abstain.ts";
export { prospectOf, type RetrievalSignals, retrievalSignals } from "./confidence.ts";
export { carryWords, rewriteWith, type Understand } from "./conversation/understand.ts";
export { evidenceOf } from "./evidence.ts";
export { questionOf } from "./examples/question-of.ts";
export { extractiveAnswerer, type Reading } from "./extractive.ts";
export { generativeAnswerer } from "./generate/generative.ts";
export { logOddsOf } from "./logistic.ts";
export { promisingUnits, rank } from "./rank.ts";
export { readUnits } from "./read-units.ts";
export { isVerified } from "./verify.ts";
