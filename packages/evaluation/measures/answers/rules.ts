import { type GoldenQuestion, ruleOf } from "../../suites/golden.ts";

type Rules = Pick<GoldenQuestion, "must" | "mustNot">;

/**
 * Nugget recall: the share of what must be said (each rule is a nugget) that the text says, in [0, 1]; null where nothing must.
 * Voorhees, "Overview of the TREC 2003 question answering track", all nuggets vital.
 */
export function nuggetRecall({ must }: Pick<Rules, "must">, text: string): number | null {
  if (must.length === 0) return null;
  const line = asLine(text);
  return must.filter((rule) => ruleOf(rule).test(line)).length / must.length;
}

/** Whether the text says all that must be said; null where nothing must. */
export function saysAll(rules: Pick<Rules, "must">, text: string): boolean | null {
  const recall = nuggetRecall(rules, text);
  return recall === null ? null : recall === 1;
}

/** Whether the text says all that it must and nothing that it must not; null where there are no rules. */
export function isRight(rules: Rules, text: string): boolean | null {
  const says = saysAll(rules, text);
  if (says === null) return null;
  const line = asLine(text);
  return says && !rules.mustNot.some((rule) => ruleOf(rule).test(line));
}

function asLine(text: string): string {
  return text.replace(/\s+/gu, " ");
}
