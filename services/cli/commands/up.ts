import type { Configuration } from "@footnote/runtime";
import { withReleasers } from "@footnote/runtime";
import type { Command } from "commander";
import { checkFolders } from "../buckets/check-folders.ts";
import { chooseBuckets } from "../buckets/choose-buckets.ts";
import { type CommonOptions, command, type Surroundings } from "../command.ts";
import { openEmbedded } from "../embedded.ts";
import { listen } from "../listen.ts";
import { isLoopback } from "../loopback.ts";
import { isShared } from "../open-store.ts";
import { announce } from "../running.ts";
import { settled, statusOf } from "../settled.ts";

/** Of the time that a stop may take: the rest is for documents under way and for closing the index. */
const SHARE_FOR_ANSWERS = 0.3;

export interface Up {
  readonly url: string;
  /** Whether others than this machine reach it. */
  readonly isShared: boolean;
  readonly buckets: readonly { readonly name: string; readonly folder: string | null }[];
  /** Resolves when each bucket was compared with the catalogue and nothing is queued. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

const OPEN_TO_ALL = `
  WARNING: Footnote is open to the network, and it has no log-in.
  Everyone who can reach it can read, add and delete documents.
  Set listen.host to 127.0.0.1, or put a proxy that asks who people are before it.
`;

export function upCommand({ configurationOf, stopped, endWithin }: Surroundings): Command {
  return command(
    "up",
    "start Footnote: watch the buckets and open the web page",
    "npx footnote up --bucket policies=./policies --port 8080",
  )
    .option("--port <port>", "where to listen (default: 8080)")
    .action(async (options: CommonOptions & { port?: string }) => {
      const configuration = configurationOf(options, options.port);
      const { url, isShared, buckets, close } = await up(configuration);
      // Before anyone reads that it runs, and tells it to stop.
      const stop = stopped();
      if (isShared) process.stderr.write(`${OPEN_TO_ALL}\n`);
      if (options.json) process.stdout.write(`${JSON.stringify({ url, buckets })}\n`);
      else {
        process.stdout.write(`Footnote is at ${url}\n`);
        for (const { name, folder } of buckets) process.stdout.write(`watching ${name}: ${folder}\n`);
      }
      await stop;
      endWithin(configuration.limits.stopSeconds);
      await close();
    });
}

/** Starts Footnote: watches the buckets and listens. */
export async function up(configuration: Configuration): Promise<Up> {
  return withReleasers(async (onRelease, release) => {
    const footnote = await openEmbedded(configuration);
    onRelease(footnote.close);
    const buckets = await chooseBuckets(footnote);
    await checkFolders(footnote, buckets);
    const { host, port } = configuration.listen;
    const listening = await listen(footnote.fetch, host, port);
    onRelease(listening.close);
    const grace = configuration.limits.stopSeconds * SHARE_FOR_ANSWERS * 1_000;
    // Still listening, so that whoever comes is told to come back.
    onRelease(() => footnote.stopAnswering(grace));
    const { reconciled } = await footnote.watch(buckets, { canaries: configuration.freshness.canary });
    const { address } = listening;
    const url = urlOf(host, address.port);
    onRelease(await announce(configuration.data, url));
    return {
      url,
      isShared: !isLoopback(address.address),
      buckets,
      async settled() {
        await reconciled;
        await settled(statusOf(footnote), () => undefined, isShared(configuration));
      },
      close: release,
    };
  });
}

/** As people and commands on this machine reach it. */
function urlOf(host: string, port: number): string {
  const isPlain = ["127.0.0.1", "0.0.0.0", "::"].includes(host);
  return `http://${isPlain ? "localhost" : host.includes(":") ? `[${host}]` : host}:${port}`;
}
