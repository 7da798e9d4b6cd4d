import type { Answer } from "@footnote/contracts";
import { readEvents } from "@footnote/web";
import type { Command } from "commander";
import { momentOf } from "../as-of.ts";
import { askedQuestion } from "../asked-question.ts";
import { type Client, catchUp, post, postJson } from "../client.ts";
import { type CommonOptions, command, type Surroundings } from "../command.ts";
import { printAnswer } from "../print-answer.ts";
import { withBuckets } from "../with-client.ts";
import { AS_OF, type SearchResult, WITHIN } from "./search.ts";

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
      const asked = { question, asOf: momentOf(options.asOf), within: options.in };
      await withBuckets(
        configurationOf(options),
        options.json,
        async (client, progress) => {
          await catchUp(client, progress.show);
          return ask(client, asked);
        },
        async (answer, client) =>
          printAnswer(answer, answer.parts.length > 0 ? [] : await nearest(client, asked)),
      );
    });
}

/** Of passages that were found and come near to nothing. */
const NEAREST = 3;

async function nearest(client: Client, asked: object): Promise<SearchResult[]> {
  const body = { ...asked, limit: NEAREST };
  return (await postJson<{ results: SearchResult[] }>(client, "/api/search", body)).results;
}

/** Asks and gives the whole answer, once it is there. */
export async function ask(client: Client, asked: object): Promise<Answer> {
  const response = await post(client, "/api/answer", asked);
  for await (const { event, data } of response.body === null ? [] : readEvents(response.body)) {
    if (event === "problem") throw new Error((JSON.parse(data) as { detail: string }).detail);
    if (event === "answer") return JSON.parse(data) as Answer;
  }
  throw new Error("The answer broke off.");
}
