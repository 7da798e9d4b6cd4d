// Prints how far our measures are from those of others: node eval/agreement/check.ts TREC_EVAL RAGAS ROUGE, see run.sh.
import { agreementWithRagas } from "./ragas-formulas.ts";
import { agreementWithRougeScore } from "./rouge-l.ts";
import { agreementWithTrecEval } from "./trec-eval.ts";

const [trecEval, ragas, rouge] = process.argv.slice(2);
if (trecEval === undefined || ragas === undefined || rouge === undefined)
  throw new Error("Usage: node eval/agreement/check.ts TREC_EVAL RAGAS ROUGE");
for (const [name, { cases, values, largestDifference }] of [
  ["trec_eval", await agreementWithTrecEval(trecEval)],
  ["RAGAS' formulas", await agreementWithRagas(ragas)],
  ["rouge-score", await agreementWithRougeScore(rouge)],
] as const) {
  console.log(`${name}: ${cases} cases, ${values} values, largest difference ${largestDifference}`);
  if (largestDifference > 1e-9) process.exitCode = 1;
}
