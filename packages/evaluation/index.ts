export { type BeirDataset, type CorpusEntry, openBeirDataset } from "./beir.ts";
export { evaluate, type Run, type SystemMeasures } from "./measures/evaluate.ts";
