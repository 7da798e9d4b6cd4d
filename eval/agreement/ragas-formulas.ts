import { readFile } from "node:fs/promises";
import {
  answerCorrectness,
  type Classification,
  contextEntityRecall,
  contextPrecision,
  contextRecall,
  factualCorrectness,
  faithfulness,
  type NoiseVerdicts,
  noiseSensitivity,
  responseRelevancy,
} from "@footnote/evaluation";
import type { Agreement } from "./trec-eval.ts";

interface Case {
  readonly verdicts: readonly boolean[];
  readonly noise: NoiseVerdicts;
  readonly claims: Classification;
  readonly similarity: number;
  readonly question: readonly number[];
  readonly generated: readonly { readonly vector: readonly number[]; readonly isNoncommittal: boolean }[];
  readonly entities: { readonly reference: readonly string[]; readonly contexts: readonly string[] };
  readonly factual: { readonly answer: readonly boolean[]; readonly reference: readonly boolean[] };
  readonly expected: Readonly<Record<string, number>>;
}

/** Compares our formulas with what ragas-formulas.py recorded of RAGAS', from the same verdicts, one case a line. */
export async function agreementWithRagas(file: string): Promise<Agreement> {
  const cases = (await readFile(file, "utf8"))
    .trim()
    .split("\n")
    .map((line): Case => JSON.parse(line));
  let values = 0;
  let largestDifference = 0;
  for (const one of cases) {
    const ours: Readonly<Record<string, number | null>> = {
      faithfulness: faithfulness(one.verdicts),
      context_precision: contextPrecision(one.verdicts),
      context_recall: contextRecall(one.verdicts),
      context_entity_recall: contextEntityRecall(one.entities.reference, one.entities.contexts),
      noise_sensitivity_relevant: noiseSensitivity(one.noise, "relevant"),
      noise_sensitivity_irrelevant: noiseSensitivity(one.noise, "irrelevant"),
      factual_correctness: factualCorrectness(one.factual.answer, one.factual.reference),
      answer_correctness: answerCorrectness(one.claims, one.similarity),
      response_relevancy: responseRelevancy(one.question, one.generated),
    };
    for (const [name, expected] of Object.entries(one.expected)) {
      values += 1;
      largestDifference = Math.max(
        largestDifference,
        Math.abs((ours[name] ?? Number.POSITIVE_INFINITY) - expected),
      );
    }
  }
  return { cases: cases.length, values, largestDifference };
}
