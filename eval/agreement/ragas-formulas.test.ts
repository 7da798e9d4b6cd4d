import { join } from "node:path";
import { expect, test } from "vitest";
import { agreementWithRagas } from "./ragas-formulas.ts";

test("measures with a judge are RAGAS' own, to 1e-9, from the same verdicts (npm run eval:agreement: on 1,000)", async () => {
  const agreement = await agreementWithRagas(join(import.meta.dirname, "recorded/ragas-formulas.jsonl"));
  expect(agreement).toMatchObject({ cases: 15, values: 135 });
  expect(agreement.largestDifference).toBeLessThan(1e-9);
});
