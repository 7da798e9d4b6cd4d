// Prints how far our measures are from those of others: node eval/agreement/check.ts TREC_EVAL RAGAS, see run.sh.
import { agreementWithRagas } from "./ragas-formulas.ts";
import { agreementWithTrecEval } from "./trec-eval.ts";

const [trecEval, ragas] = process.argv.slice(2);
if (trecEval === undefined || ragas === undefined)
  throw new Error("Usage: node eval/agreement/check.ts TREC_EVAL RAGAS");
for (const [name, { cases, values, largestDifference }] of [
  ["trec_eval", await agreementWithTrecEval(trecEval)],
  ["RAGAS' formulas", await agreementWithRagas(ragas)],
] as const) {
  console.log(`${name}: ${cases} cases, ${values} values, largest difference ${largestDifference}`);
  if (largestDifference > 1e-9) process.exitCode = 1;
}
