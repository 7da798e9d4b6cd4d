import { join } from "node:path";
import { expect, test } from "vitest";
import { agreementWithRougeScore } from "./rouge-l.ts";

test("ROUGE-L is rouge-score's, to 1e-9 (npm run eval:agreement: on 1,000 answers)", async () => {
  const agreement = await agreementWithRougeScore(join(import.meta.dirname, "recorded/rouge-l.jsonl"));
  expect(agreement.cases).toBe(30);
  expect(agreement.largestDifference).toBeLessThan(1e-9);
});
