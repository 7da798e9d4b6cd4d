import type { Candidate } from "@footnote/contracts";
import type { Client } from "../client.ts";

export interface SearchResult
  extends Pick<
    Candidate,
    | "document"
    | "version"
    | "bucket"
    | "key"
    | "title"
    | "headingPath"
    | "page"
    | "score"
    | "text"
    | "start"
    | "end"
  > {
  /** The chunk in the passage that was found. */
  readonly match: Pick<Candidate, "start" | "end" | "text">;
  readonly explain?: Candidate["explain"];
}

const RESULTS = 10;

export async function search(
  client: Client,
  query: string,
  explain: boolean,
): Promise<{ results: SearchResult[] }> {
  const response = await client.request("/api/search", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ query, limit: RESULTS, explain }),
  });
  return (await response.json()) as { results: SearchResult[] };
}

const PREVIEW_CHARACTERS = 200;

export function printResults({ results }: { results: readonly SearchResult[] }): string {
  if (results.length === 0) return "Nothing was found.";
  return results.map(printResult).join("\n\n");
}

function printResult({ key, page, headingPath, match, score, explain }: SearchResult, index: number): string {
  const place = `${index + 1}. ${key}${page === null ? "" : `, page ${page}`}  (${score.toFixed(3)})`;
  const text = match.text.replaceAll(/\s+/g, " ");
  const preview = text.slice(0, PREVIEW_CHARACTERS);
  const lines = [
    place,
    `   ${headingPath.join(" > ")}`,
    `   ${preview}${text.length > PREVIEW_CHARACTERS ? "…" : ""}`,
  ];
  if (explain !== undefined) {
    const leg = (name: "lexical" | "dense") => {
      const found = explain[name];
      return found === undefined
        ? `${name}: not among its candidates`
        : `${name}: rank ${found.rank}, score ${found.score.toFixed(3)}`;
    };
    lines.push(`   ${leg("lexical")}; ${leg("dense")}; ${explain.fusion}: ${explain.fused.toFixed(3)}`);
  }
  return lines.join("\n");
}
