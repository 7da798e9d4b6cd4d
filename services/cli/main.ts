import { asFootnoteError, FootnoteError } from "@footnote/contracts";
import {
  describeConfiguration,
  loadConfiguration,
  readBucketOption,
  withoutSecrets,
} from "@footnote/runtime";
import { Command } from "commander";
import { type Client, catchUp, openClient } from "./client.ts";
import { ask, printAnswer } from "./commands/ask.ts";
import { evalRun, printReport } from "./commands/eval-run.ts";
import { ingest } from "./commands/ingest.ts";
import { printResults, search } from "./commands/search.ts";
import { printStatus } from "./commands/status.ts";
import { up } from "./commands/up.ts";
import { progressBar } from "./progress.ts";

interface CommonOptions {
  readonly json?: true;
  readonly data?: string;
  readonly bucket?: readonly string[];
}

function configurationOf(options: CommonOptions, port?: string) {
  return loadConfiguration({
    environment: process.env,
    directory: process.cwd(),
    overrides: {
      data: options.data,
      buckets: options.bucket?.map(readBucketOption),
      ...(port === undefined ? {} : { listen: { port: /^\d+$/.test(port) ? Number(port) : Number.NaN } }),
    },
  });
}

/** Runs `work` with a client, brought up to date first where `fresh`, and prints what it gives. */
async function withClient<Result extends object>(
  options: CommonOptions,
  fresh: boolean,
  work: (client: Client, progress: ReturnType<typeof progressBar>) => Promise<Result>,
  print: (result: Result) => string,
): Promise<void> {
  const client = await openClient(configurationOf(options));
  const progress = progressBar();
  try {
    if (fresh) await catchUp(client, progress.show);
    const result = await work(client, progress);
    progress.end();
    process.stdout.write(`${options.json ? JSON.stringify(result) : print(result)}\n`);
  } finally {
    progress.end();
    await client.close();
  }
}

function command(name: string, description: string, example: string): Command {
  return new Command(name)
    .description(description)
    .option("--json", "print JSON for machines")
    .option("--data <dir>", "directory that holds the index (default: .footnote)")
    .option(
      "--bucket <name=dir>",
      "a folder to watch; repeat it for several",
      (value: string, all: string[] = []) => [...all, value],
    )
    .addHelpText("after", `\nExample:\n  $ ${example}`);
}

const program = new Command("footnote")
  .description("Keeps documents answerable: every sentence of an answer opens the passage it came from.")
  .addHelpText(
    "after",
    '\nExample:\n  $ npx footnote up --bucket handbook=./documents\n  $ npx footnote ask "How many days of leave do I have?"',
  );

program.addCommand(
  command(
    "up",
    "start Footnote: watch the buckets and open the web page",
    "npx footnote up --bucket policies=./policies --port 8080",
  )
    .option("--port <port>", "where to listen (default: 8080)")
    .action(async (options: CommonOptions & { port?: string }) => {
      const configuration = configurationOf(options, options.port);
      const running = await up(configuration);
      if (options.json)
        process.stdout.write(`${JSON.stringify({ url: running.url, buckets: running.buckets })}\n`);
      else {
        process.stdout.write(`Footnote is at ${running.url}\n`);
        for (const { name, folder } of running.buckets) process.stdout.write(`watching ${name}: ${folder}\n`);
      }
      await stopSignal();
      await running.close();
    }),
);

program.addCommand(
  command(
    "ask",
    "ask a question and get an answer with footnotes",
    'npx footnote ask "Who approves travel abroad?"',
  )
    .argument("<question>")
    .action((question: string, options: CommonOptions) =>
      withClient(options, true, (client) => ask(client, question), printAnswer),
    ),
);

program.addCommand(
  command(
    "search",
    "find the passages that fit a question best",
    'npx footnote search "parental leave" --explain',
  )
    .argument("<question>")
    .option("--explain", "say how each score came about")
    .action((question: string, options: CommonOptions & { explain?: true }) =>
      withClient(options, true, (client) => search(client, question, options.explain === true), printResults),
    ),
);

program.addCommand(
  command(
    "status",
    "show how many documents are answerable and which are not, with the reason",
    "npx footnote status --json",
  ).action((options: CommonOptions) =>
    withClient(
      options,
      false,
      async (client) =>
        (await (await client.request("/api/status")).json()) as Parameters<typeof printStatus>[0],
      printStatus,
    ),
  ),
);

program.addCommand(
  command(
    "ingest",
    "make a file or a folder answerable, and wait until it is; a running Footnote gets copies into its first bucket",
    "npx footnote ingest ./documents",
  )
    .argument("<path>")
    .action((path: string, options: CommonOptions) =>
      withClient(options, false, (client, progress) => ingest(client, path, progress.show), printStatus),
    ),
);

program.addCommand(
  command("config", "print the configuration that holds, secrets hidden", "npx footnote config").action(
    (options: CommonOptions) => {
      const configuration = configurationOf(options);
      process.stdout.write(
        options.json
          ? `${JSON.stringify(withoutSecrets(configuration))}\n`
          : describeConfiguration(configuration),
      );
    },
  ),
);

program.addCommand(
  new Command("eval").description("measure retrieval on labelled questions").addCommand(
    command(
      "run",
      "index a labelled set in BEIR's layout and measure lexical, dense and hybrid search on it",
      "npx footnote eval run ./scifact --json",
    )
      .argument("<folder>")
      .action(async (folder: string, options: CommonOptions) => {
        const progress = progressBar();
        try {
          const report = await evalRun(configurationOf({}), folder, options.data, progress.show);
          progress.end();
          process.stdout.write(`${options.json ? JSON.stringify(report) : printReport(report)}\n`);
        } finally {
          progress.end();
        }
      }),
  ),
);

function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => resolve());
  });
}

try {
  await program.parseAsync();
} catch (error) {
  const known = asFootnoteError(error);
  // What is no error of ours is a fault of the program: its stack is what helps then.
  if (!(error instanceof FootnoteError)) console.error(error);
  console.error(`footnote: ${known.message} ${known.action}`);
  process.exitCode = 1;
}
