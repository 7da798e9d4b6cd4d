import type { Configuration } from "@footnote/runtime";
import { type Client, openClient } from "./client.ts";
import { type ProgressBar, progressBar } from "./progress.ts";

/** What a terminal would do instead of showing it: controls, and marks that turn the rest of a line around. */
const CONTROL_CHARACTERS = /(?![\n\t])[\p{Cc}\p{Bidi_Control}\p{Zl}\p{Zp}]/gu;

/** The same for commands that read in the buckets that they are told of before they look, into an index that they begin. */
export function withBuckets<Result extends object>(
  configuration: Configuration,
  ...rest: [
    json: true | undefined,
    work: (client: Client, progress: ProgressBar) => Promise<Result>,
    print: (result: Result) => string,
  ]
): Promise<void> {
  return withClient(configuration, ...rest, configuration.buckets.length > 0);
}

/** Runs `work` with a client and prints what it gives: as JSON, or as `print` says it to people. */
export async function withClient<Result extends object>(
  configuration: Configuration,
  json: true | undefined,
  work: (client: Client, progress: ProgressBar) => Promise<Result>,
  print: (result: Result) => string,
  mayBegin = false,
): Promise<void> {
  const client = await openClient(configuration, mayBegin);
  const progress = progressBar();
  try {
    const result = await work(client, progress);
    progress.end();
    const text = json ? JSON.stringify(result) : print(result).replaceAll(CONTROL_CHARACTERS, "\ufffd");
    process.stdout.write(`${text}\n`);
  } finally {
    progress.end();
    await client.close();
  }
}
