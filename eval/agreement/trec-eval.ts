import { readFile } from "node:fs/promises";
import { measureRanking } from "@footnote/evaluation";

interface Case {
  readonly judgements: Readonly<Record<string, Record<string, number>>>;
  readonly run: Readonly<Record<string, Record<string, number>>>;
  /** What trec_eval says, by query and measure. It leaves out queries that the run lacks. */
  readonly expected: Readonly<Record<string, Record<string, number>>>;
}

export interface Agreement {
  readonly cases: number;
  readonly values: number;
  readonly largestDifference: number;
}

/** Compares our measures with what trec-eval.py recorded, one case a line. */
export async function agreementWithTrecEval(file: string): Promise<Agreement> {
  const cases = (await readFile(file, "utf8"))
    .trim()
    .split("\n")
    .map((line): Case => JSON.parse(line));
  let values = 0;
  let largestDifference = 0;
  for (const { judgements, run, expected } of cases) {
    for (const [query, judged] of Object.entries(judgements)) {
      const row = measureRanking(new Map(Object.entries(run[query] ?? {})), new Map(Object.entries(judged)));
      // A judged query that the run lacks counts 0 in every mean, as with trec_eval's -c.
      const wanted =
        expected[query] ??
        Object.fromEntries(Object.keys(row).flatMap((name) => (name.startsWith("hole") ? [] : [[name, 0]])));
      for (const [name, value] of Object.entries(wanted)) {
        values += 1;
        largestDifference = Math.max(
          largestDifference,
          Math.abs((row[name] ?? Number.POSITIVE_INFINITY) - value),
        );
      }
    }
  }
  return { cases: cases.length, values, largestDifference };
}
