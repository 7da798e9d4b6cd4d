import { join } from "node:path";
import { expect, test } from "vitest";
import { agreementWithTrecEval } from "./trec-eval.ts";

test("retrieval measures are trec_eval's, to 1e-9, on its recorded values (npm run eval:agreement: on 1,000 runs)", async () => {
  const agreement = await agreementWithTrecEval(join(import.meta.dirname, "recorded/trec-eval.jsonl"));
  expect(agreement.cases).toBe(20);
  expect(agreement.values).toBeGreaterThan(500);
  expect(agreement.largestDifference).toBeLessThan(1e-9);
});
