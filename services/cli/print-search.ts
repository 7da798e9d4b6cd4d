import type { FoundPassage } from "@footnote/client";
import { showName } from "@footnote/contracts";
import { styled } from "./styles.ts";
import { nameOf } from "./words.ts";

const PREVIEW_CHARACTERS = 200;

/** The most that a search gives. */
export const MOST_RESULTS = 100;

/**
 * Results with what was found in each. Those in which nothing of the question is known are for machines alone.
 * @param limit how many were asked for; left out where more are not to be had
 */
export function printResults(results: readonly FoundPassage[], limit?: number): string {
  const known = results.filter(({ score }) => score > 0);
  if (known.length === 0) return "Nothing was found.";
  const mayBeMore = known.length === limit && known.length < MOST_RESULTS;
  const more = styled("quiet", `There may be more: --limit ${MOST_RESULTS} shows all that is ranked.`);
  return [...known.map(printResult), ...(mayBeMore ? [more] : [])].join("\n\n");
}

function printResult(
  { bucket, key, document, page, headingPath, match, places, score, explain }: FoundPassage,
  index: number,
): string {
  const place = `${styled("bold", nameOf({ bucket, key }))}${page === null ? "" : `, page ${page}`}`;
  const text = match.text.replaceAll(/\s+/g, " ");
  const preview = text.slice(0, PREVIEW_CHARACTERS);
  const lines = [
    `${index + 1}. ${place}${styled("quiet", `  (${score.toFixed(3)})`)}`,
    styled("quiet", `   ${headingPath.map(showName).join(" > ")}`),
    `   ${preview}${text.length > PREVIEW_CHARACTERS ? "…" : ""}`,
  ];
  const others = places.filter((other) => other.document !== document);
  if (others.length > 0) lines.push(`   the same in ${others.map(nameOf).join(", ")}`);
  if (explain !== undefined) lines.push(`   ${explainWords(explain)}`);
  return lines.join("\n");
}

function explainWords(explain: NonNullable<FoundPassage["explain"]>): string {
  const leg = (name: "lexical" | "dense") => {
    const found = explain[name];
    return found === undefined
      ? `${name}: not among its candidates`
      : `${name}: rank ${found.rank}, score ${found.score.toFixed(3)}`;
  };
  const { rerank } = explain;
  const reranked =
    rerank === undefined
      ? ""
      : `\n   rerank: rank ${rerank.rank}, score ${rerank.score.toFixed(3)}; ${rerank.rule}`;
  return `${leg("lexical")}; ${leg("dense")}; ${explain.fusion}: ${explain.fused.toFixed(3)}${reranked}`;
}
