import { headlineOf } from "../measures/headline.ts";
import { variantName } from "../runs/manifest.ts";
import type { FinishedRun } from "../runs/run-folder.ts";
import { escapeMarkup } from "./escape.ts";

/**
 * Runs as JUnit XML: a test suite for each run, a test for each question, which fails where something was lost on the way to
 * its answer or the answer is not right. The means stand among the suite's properties.
 */
export function junitOf(runs: readonly FinishedRun[]): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n${runs.map(suiteOf).join("")}</testsuites>\n`;
}

function suiteOf({ manifest, results, means }: FinishedRun): string {
  const name = `${manifest.suite.name} ${variantName(manifest.variant)}`;
  const cases = results.map(({ id, question, loss, measures, answer }) => {
    const problem = problemOf({ loss, right: measures.right, declined: measures.abstention_recall });
    const open = `  <testcase classname="${attribute(name)}" name="${attribute(`${id} ${question}`)}"`;
    if (problem === undefined) return { text: `${open}/>\n`, failed: false };
    const said = attribute(answer?.text.slice(0, 500) ?? "");
    return {
      text: `${open}><failure message="${attribute(problem)}">${said}</failure></testcase>\n`,
      failed: true,
    };
  });
  const properties = headlineOf(Object.keys(means)).map(
    (measure) => `    <property name="${attribute(measure)}" value="${means[measure]?.mean ?? ""}"/>\n`,
  );
  const failures = cases.filter(({ failed }) => failed).length;
  return `<testsuite name="${attribute(name)}" tests="${cases.length}" failures="${failures}">\n  <properties>\n${properties.join("")}  </properties>\n${cases.map(({ text }) => text).join("")}</testsuite>\n`;
}

function problemOf({
  loss,
  right,
  declined,
}: {
  readonly loss: string | null | undefined;
  readonly right: number | null | undefined;
  readonly declined: number | null | undefined;
}): string | undefined {
  if (declined === 0) return "answered without ground";
  if (right === 0) return loss == null ? "not right" : `not right: ${loss}`;
  return undefined;
}

/** XML takes no control characters at all, not even escaped. */
function attribute(text: string): string {
  return escapeMarkup(text.toWellFormed().replace(/[^\P{Cc}\n\t]|[\ufffe\uffff]/gu, "\ufffd"));
}
