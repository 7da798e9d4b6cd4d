export { compareRows, type MeasureComparison } from "./comparison/compare-rows.ts";
export { type MovedQuestion, movedQuestions } from "./comparison/moved-questions.ts";
export { type Baseline, readBaseline, writeBaseline } from "./gate/baseline.ts";
export { type GateEntry, readGateFile } from "./gate/gate-file.ts";
export { type Check, judgeRun } from "./gate/judge-run.ts";
export {
  agreementOf,
  type JudgeAgreement,
  lexicalAgreement,
  readLabelledStatements,
  TRUSTED_KAPPA,
} from "./judges/agreement.ts";
export { type Judge, openJudge } from "./judges/judge.ts";
export { measureWithJudge } from "./judges/measure-with-judge.ts";
export { idBasedContextPrecision, idBasedContextRecall } from "./measures/answers/id-based-context.ts";
export { isDeclined, measureAnswer } from "./measures/answers/measure-answer.ts";
export { rougeL } from "./measures/answers/rouge-l.ts";
export { saysAll } from "./measures/answers/rules.ts";
export { isLessBetter } from "./measures/directions.ts";
export { headlineOf } from "./measures/headline.ts";
export { answerCorrectness } from "./measures/judged/answer-correctness.ts";
export { contextEntityRecall } from "./measures/judged/context-entity-recall.ts";
export { contextPrecision } from "./measures/judged/context-precision.ts";
export { contextRecall } from "./measures/judged/context-recall.ts";
export type { Classification } from "./measures/judged/f-beta.ts";
export { factualCorrectness } from "./measures/judged/factual-correctness.ts";
export { faithfulness } from "./measures/judged/faithfulness.ts";
export { type NoiseVerdicts, noiseSensitivity } from "./measures/judged/noise-sensitivity.ts";
export { responseRelevancy } from "./measures/judged/response-relevancy.ts";
export { semanticSimilarity } from "./measures/judged/semantic-similarity.ts";
export { type MeasureMeans, type MeasureRow, meansOf } from "./measures/measure.ts";
export { measurePassages } from "./measures/passages/measure-passages.ts";
export { measureRanking, measureRun } from "./measures/ranked/measure-run.ts";
export type { Judgements, Run } from "./measures/ranked/ranking.ts";
export { type CheckedAnswer, liveMeasures, supportOf } from "./online/live-quality.ts";
export { randomOf } from "./random.ts";
export { htmlOf } from "./report/html.ts";
export { junitOf } from "./report/junit.ts";
export { addToHistory, readHistory } from "./runs/history.ts";
export { differingFields, type Manifest, RUN_FORMAT, sha256Of, variantName } from "./runs/manifest.ts";
export type { LegScore, Loss, QuestionResult, QuestionTiming, ShownSection } from "./runs/result.ts";
export { LOSSES } from "./runs/result.ts";
export { type FinishedRun, openRun, readRun } from "./runs/run-folder.ts";
export { type BeirDataset, openBeirDataset } from "./suites/beir.ts";
export { type AskedInVain, type DraftSource, draftsOf, draftsOfAskedInVain } from "./suites/drafts.ts";
export { type GoldenPassage, type GoldenQuestion, type GoldenSet, readGoldenSet } from "./suites/golden.ts";
export { readQrels, readTrecRun } from "./suites/trec.ts";
