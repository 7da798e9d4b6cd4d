import type { Candidate } from "@footnote/contracts";
import type { Command } from "commander";
import { momentOf } from "../as-of.ts";
import { askedQuestion } from "../asked-question.ts";
import { catchUp, postJson } from "../client.ts";
import { type CommonOptions, command, countTo, type Surroundings } from "../command.ts";
import { printResults } from "../print-search.ts";
import { withBuckets } from "../with-client.ts";

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

interface SearchOptions extends CommonOptions {
  readonly explain?: true;
  readonly limit: number;
  readonly asOf?: string;
  readonly in?: string[];
}

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
    .option("--limit <number>", "how many to show at most: 1 to 100", countTo(100), 10)
    .option("--explain", "say how each score came about")
    .option(...AS_OF)
    .option(...WITHIN)
    .action((words: string[], options: SearchOptions) =>
      withBuckets(
        configurationOf(options),
        options.json,
        async (client, progress) => {
          await catchUp(client, progress.show);
          const { explain = false, limit, asOf, in: within } = options;
          return postJson<{ results: SearchResult[] }>(client, "/api/search", {
            question: await askedQuestion(words),
            limit,
            explain,
            asOf: momentOf(asOf),
            within,
          });
        },
        ({ results }) => printResults(results),
      ),
    );
}
