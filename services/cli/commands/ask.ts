import type { Answer } from "@footnote/contracts";
import { readEvents } from "@footnote/web";
import type { Command } from "commander";
import { momentOf } from "../as-of.ts";
import { askedQuestion } from "../asked-question.ts";
import { type Client, catchUp, post } from "../client.ts";
import { type CommonOptions, command, type Surroundings } from "../command.ts";
import { withBuckets } from "../with-client.ts";
import { nameOf } from "../words.ts";
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
    .action((words: string[], options: CommonOptions & { asOf?: string; in?: string[] }) =>
      withBuckets(
        configurationOf(options),
        options.json,
        async (client, progress) => {
          await catchUp(client, progress.show);
          const question = await askedQuestion(words);
          return ask(client, { question, asOf: momentOf(options.asOf), within: options.in });
        },
        printAnswer,
      ),
    );
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

/** The answer with numbered footnotes below it. */
function printAnswer({ status, parts, text, unknown, unwritten, writing }: Answer): string {
  if (parts.length === 0) return text;
  const opening = [
    ...(unwritten === undefined ? [] : [`${unwritten.message} In the documents' own words:`]),
    ...(unknown.length > 0 ? [`${unknown.join(", ")}: stands in no document that you can read.`] : []),
    ...(status === "closest" ? ["No passage answers this in so many words. Closest:"] : []),
  ];
  let number = 0;
  const numbered = parts.map((part) => {
    const disagrees = part.disagrees ? "Another document says otherwise: " : "";
    const computed = part.computed ? " (computed)" : "";
    return `${disagrees}${part.text}${computed} ${part.citations.map(() => `[${++number}]`).join("")}`;
  });
  const sources = parts
    .flatMap(({ citations }) => citations)
    .map(
      ({ bucket, key, headingPath, page }, index) =>
        `[${index + 1}] ${nameOf({ bucket, key })}${page === null ? "" : `, page ${page}`}${headingPath.length > 0 ? `: ${headingPath.join(" > ")}` : ""}`,
    );
  const missing =
    status === "partly_answered" && writing !== undefined
      ? [
          `Answered in part: ${writing.isCutOff ? "the rest never came" : `${writing.dropped} more that no passage says`}.`,
        ]
      : [];
  return [...opening, ...numbered, ...missing, sources.join("\n")].join("\n\n");
}
