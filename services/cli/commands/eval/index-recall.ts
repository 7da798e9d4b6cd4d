import { FootnoteError, type IndexRecall } from "@footnote/contracts";
import type { Command } from "commander";
import { openClient } from "../../client.ts";
import { type CommonOptions, command, countTo, type Surroundings } from "../../command.ts";
import type { Embedded } from "../../embedded.ts";
import { openSuite } from "../../evaluation/suite.ts";

/** The one that searches use is among them: see SESSION_SETTINGS in packages/store. */
const EFS = [10, 40, 100, 200, 400];
const SHARES = [1, 0.1, 0.01, 0.001];
const GONE = [0.1, 0.3, 0.5, 0.8];
const MOST_QUESTIONS = 10_000;

interface RecallOptions extends CommonOptions {
  readonly questions: number;
  readonly limit: number;
}

export function recallCommand({ configurationOf }: Surroundings): Command {
  return command(
    "index",
    "say how much the index of vectors misses, on the data that it holds: by how long it searches, by how much may be read, and by how many rows are of versions that are gone",
    "npx footnote eval index questions.yaml",
  )
    .argument("[file]", "questions to search with (default: vectors of chunks that are there)")
    .option("--questions <count>", "how many at most", countTo(MOST_QUESTIONS), 50)
    .option("--limit <count>", "how many nearest chunks are compared", countTo(1_000), 10)
    .action(async (file: string | undefined, options: RecallOptions) => {
      const client = await openClient(configurationOf(options));
      try {
        if (client.embedded === undefined)
          throw new FootnoteError("unavailable", "The index is open in a Footnote that runs.", {
            action: "Stop it first: what is measured searches beside nothing else.",
          });
        const found = await measure(client.embedded, file, options);
        process.stdout.write(`${options.json ? JSON.stringify(found) : printRecall(found, options.limit)}\n`);
      } finally {
        await client.close();
      }
    });
}

async function measure(
  { store, embedder, reader }: Embedded,
  file: string | undefined,
  { questions, limit }: RecallOptions,
): Promise<IndexRecall> {
  const { model } = embedder;
  const vectors =
    file === undefined
      ? await store.indexProbe.sample(reader, model, questions)
      : await embedder.embed((await questionsOf(file)).slice(0, questions), {
          as: "question",
          priority: "question",
        });
  if (vectors.length === 0)
    throw new FootnoteError("request_invalid", "Nothing is indexed yet that could be searched.", {
      action: "Read documents in first, with: npx footnote ingest FOLDER",
    });
  return store.indexProbe.recall(reader, model, vectors, {
    limit,
    efs: EFS,
    shares: SHARES,
    gone: GONE,
    onProgress: show,
  });
}

async function questionsOf(file: string): Promise<string[]> {
  const suite = await openSuite(file);
  return suite.kind === "beir"
    ? [...suite.dataset.queries.values()]
    : suite.golden.questions.map(({ question }) => question);
}

function show(done: number, of: number): void {
  if (process.stderr.isTTY)
    process.stderr.write(`\r${done} of ${of} searches\u001b[K${done === of ? "\r\u001b[K" : ""}`);
}

/** A line for each way to search, by share, then by what is gone, then by ef. */
export function printRecall({ chunks, rows, questions, measured }: IndexRecall, limit: number): string {
  const away = rows === 0 ? 0 : (100 * (rows - chunks)) / rows;
  return [
    `${chunks} chunks can be found; ${away.toFixed(1)} % of the index' ${rows} rows are of other versions. ${questions} questions, the ${limit} nearest.`,
    "",
    "may read  as if gone   ef    recall   worst   median of a search   of comparing all",
    ...measured.map(({ share, gone, ef, recall, worst, milliseconds, exactMilliseconds }) =>
      [
        `${(100 * share).toFixed(1)} %`.padStart(8),
        (gone === 0 ? "-" : `${(100 * gone).toFixed(0)} %`).padStart(10),
        String(ef).padStart(4),
        recall.toFixed(4).padStart(8),
        worst.toFixed(2).padStart(6),
        `${milliseconds.toFixed(1)} ms`.padStart(19),
        `${exactMilliseconds.toFixed(1)} ms`.padStart(17),
      ].join("  "),
    ),
  ].join("\n");
}
