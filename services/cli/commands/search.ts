import type { Command } from "commander";
import { momentOf } from "../as-of.ts";
import { askedQuestion } from "../asked-question.ts";
import { catchUp } from "../client.ts";
import { type CommonOptions, command, countTo, type Surroundings } from "../command.ts";
import { MOST_RESULTS, printResults } from "../print-search.ts";
import { withBuckets } from "../with-client.ts";

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
    .option("--limit <number>", "how many to show at most: 1 to 100", countTo(MOST_RESULTS), 10)
    .option("--explain", "say how each score came about")
    .option(...AS_OF)
    .option(...WITHIN)
    .action((words: string[], options: SearchOptions) =>
      withBuckets(
        configurationOf(options),
        options.json,
        async (client, progress) => {
          await catchUp(client, progress.show);
          const { explain, limit, asOf, in: within } = options;
          const question = await askedQuestion(words);
          const how = { limit, explain, asOf: momentOf(asOf), within };
          return { results: await client.footnote.search(question, how) };
        },
        ({ results }) => printResults(results, options.limit),
      ),
    );
}
