import { type Candidate, showName } from "@footnote/contracts";
import type { Command } from "commander";
import { momentOf } from "../as-of.ts";
import { askedQuestion } from "../asked-question.ts";
import { catchUp, postJson } from "../client.ts";
import { type CommonOptions, command, type Surroundings } from "../command.ts";
import { withBuckets } from "../with-client.ts";
import { nameOf } from "../words.ts";

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
    | "places"
  > {
  /** The chunk in the passage that was found. */
  readonly match: Pick<Candidate, "start" | "end" | "text">;
  readonly explain?: {
    readonly lexical?: { readonly rank: number; readonly score: number };
    readonly dense?: { readonly rank: number; readonly score: number };
    readonly fusion: string;
    readonly fused: number;
    readonly rerank?: { readonly rank: number; readonly score: number; readonly rule: string };
  };
}

const RESULTS = 10;
/** For commands that can read what was live at a moment that is past. */
export const AS_OF = [
  "--as-of <time>",
  "read what was live then, as far as it is kept: a day, yesterday, or an instant such as 2026-03-01T12:00:00Z",
] as const;

/** For commands that ask: where to look. */
export const WITHIN = [
  "--in <place>",
  "look only in this bucket or below this path of it, e.g. policies/travel; repeat it for several",
  (place: string, all: string[] = []) => [...all, place],
] as const;

export function searchCommand({ configurationOf }: Surroundings): Command {
  return command(
    "search",
    "find the passages that fit a question best",
    'npx footnote search "parental leave" --explain',
  )
    .argument("<question...>", 'what to look for, quoted or not; "-" reads it from standard input')
    .option("--explain", "say how each score came about")
    .option(...AS_OF)
    .option(...WITHIN)
    .action((words: string[], options: CommonOptions & { explain?: true; asOf?: string; in?: string[] }) =>
      withBuckets(
        configurationOf(options),
        options.json,
        async (client, progress) => {
          await catchUp(client, progress.show);
          const { explain = false, asOf, in: within } = options;
          return postJson<{ results: SearchResult[] }>(client, "/api/search", {
            question: await askedQuestion(words),
            limit: RESULTS,
            explain,
            asOf: momentOf(asOf),
            within,
          });
        },
        printResults,
      ),
    );
}

const PREVIEW_CHARACTERS = 200;

function printResults({ results }: { results: readonly SearchResult[] }): string {
  if (results.length === 0) return "Nothing was found.";
  return results.map(printResult).join("\n\n");
}

function printResult(
  { document, key, page, headingPath, match, places, score, explain }: SearchResult,
  index: number,
): string {
  const place = `${index + 1}. ${showName(key)}${page === null ? "" : `, page ${page}`}  (${score.toFixed(3)})`;
  const text = match.text.replaceAll(/\s+/g, " ");
  const preview = text.slice(0, PREVIEW_CHARACTERS);
  const lines = [
    place,
    `   ${headingPath.join(" > ")}`,
    `   ${preview}${text.length > PREVIEW_CHARACTERS ? "…" : ""}`,
  ];
  const others = places.filter((other) => other.document !== document);
  if (others.length > 0) lines.push(`   the same in ${others.map(nameOf).join(", ")}`);
  if (explain !== undefined) {
    const leg = (name: "lexical" | "dense") => {
      const found = explain[name];
      return found === undefined
        ? `${name}: not among its candidates`
        : `${name}: rank ${found.rank}, score ${found.score.toFixed(3)}`;
    };
    lines.push(`   ${leg("lexical")}; ${leg("dense")}; ${explain.fusion}: ${explain.fused.toFixed(3)}`);
    const { rerank } = explain;
    if (rerank !== undefined)
      lines.push(`   rerank: rank ${rerank.rank}, score ${rerank.score.toFixed(3)}; ${rerank.rule}`);
  }
  return lines.join("\n");
}
