import type { Configuration } from "@footnote/runtime";
import { type Client, openClient } from "./client.ts";
import { type ProgressBar, progressBar } from "./progress.ts";
import { forTerminal } from "./styles.ts";

/** What a result is to people, who may have to be told more than was asked for. */
type Print<Result> = (result: Result, client: Client) => string | Promise<string>;

/** The same for commands that read in the buckets that they are told of before they look, into an index that they begin. */
export function withBuckets<Result extends object>(
  configuration: Configuration,
  ...rest: [
    json: true | undefined,
    work: (client: Client, progress: ProgressBar) => Promise<Result>,
    print: Print<Result>,
  ]
): Promise<void> {
  return withClient(configuration, ...rest, configuration.buckets.length > 0);
}

/** Runs `work` with a client and prints what it gives: as JSON, or as `print` says it to people. */
export async function withClient<Result extends object>(
  configuration: Configuration,
  json: true | undefined,
  work: (client: Client, progress: ProgressBar) => Promise<Result>,
  print: Print<Result>,
  mayBegin = false,
): Promise<void> {
  const client = await openClient(configuration, mayBegin);
  const progress = progressBar();
  try {
    const result = await work(client, progress);
    progress.end();
    const text = json ? JSON.stringify(result) : forTerminal(await print(result, client));
    process.stdout.write(`${text}\n`);
  } finally {
    progress.end();
    await client.close();
  }
}
