import type { Command } from "commander";
import { momentOf } from "../as-of.ts";
import { askedQuestion } from "../asked-question.ts";
import { catchUp } from "../client.ts";
import { type CommonOptions, command, type Surroundings } from "../command.ts";
import { printAnswer } from "../print-answer.ts";
import { withBuckets } from "../with-client.ts";
import { AS_OF, WITHIN } from "./search.ts";

export function askCommand({ configurationOf }: Surroundings): Command {
  return command(
    "ask",
    "ask a question and get an answer with footnotes",
    'npx footnote ask "Who approves travel abroad?"',
  )
    .argument("<question...>", 'the question, quoted or not; "-" reads it from standard input')
    .option(...AS_OF)
    .option(...WITHIN)
    .action(async (words: string[], options: CommonOptions & { asOf?: string; in?: string[] }) => {
      const question = await askedQuestion(words);
      const how = { asOf: momentOf(options.asOf), within: options.in };
      await withBuckets(
        configurationOf(options),
        options.json,
        async (client, progress) => {
          await catchUp(client, progress.show);
          return client.footnote.ask(question, how);
        },
        async (answer, { footnote }) =>
          printAnswer(
            answer,
            answer.parts.length > 0 ? [] : await footnote.search(question, { ...how, limit: NEAREST }),
          ),
      );
    });
}

/** Of passages that were found and come near to nothing. */
const NEAREST = 3;
