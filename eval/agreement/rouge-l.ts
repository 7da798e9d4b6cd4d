import { readFile } from "node:fs/promises";
import { rougeL } from "@footnote/evaluation";
import type { Agreement } from "./trec-eval.ts";

/** Compares our ROUGE-L with what rouge-l.py recorded of rouge-score's, one case a line. */
export async function agreementWithRougeScore(file: string): Promise<Agreement> {
  const cases = (await readFile(file, "utf8"))
    .trim()
    .split("\n")
    .map((line): { answer: string; reference: string; expected: number } => JSON.parse(line));
  const differences = cases.map(({ answer, reference, expected }) =>
    Math.abs(rougeL(answer, reference) - expected),
  );
  return { cases: cases.length, values: cases.length, largestDifference: Math.max(...differences) };
}
