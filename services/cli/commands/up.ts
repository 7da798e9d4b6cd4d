import { FootnoteError } from "@footnote/contracts";
import type { Configuration } from "@footnote/runtime";
import { withReleasers } from "@footnote/runtime";
import { serve } from "@hono/node-server";
import type { Command } from "commander";
import { type CommonOptions, command, type Surroundings } from "../command.ts";
import { checkFolders, chooseBuckets, openEmbedded } from "../embedded.ts";
import { announce } from "../running.ts";
import { settled, statusOf } from "../settled.ts";

export interface Up {
  readonly url: string;
  readonly buckets: readonly { readonly name: string; readonly folder: string | null }[];
  /** Resolves when each bucket was compared with the catalogue and nothing is queued. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

export function upCommand({ configurationOf, stopped }: Surroundings): Command {
  return command(
    "up",
    "start Footnote: watch the buckets and open the web page",
    "npx footnote up --bucket policies=./policies --port 8080",
  )
    .option("--port <port>", "where to listen (default: 8080)")
    .action(async (options: CommonOptions & { port?: string }) => {
      const { url, buckets, close } = await up(configurationOf(options, options.port));
      if (options.json) process.stdout.write(`${JSON.stringify({ url, buckets })}\n`);
      else {
        process.stdout.write(`Footnote is at ${url}\n`);
        for (const { name, folder } of buckets) process.stdout.write(`watching ${name}: ${folder}\n`);
      }
      await stopped();
      await close();
    });
}

/** Starts Footnote: watches the buckets and listens. */
export async function up(configuration: Configuration): Promise<Up> {
  return withReleasers(async (onRelease, release) => {
    const footnote = await openEmbedded(configuration);
    onRelease(footnote.close);
    const buckets = await chooseBuckets(footnote);
    await checkFolders(buckets);
    const { host, port } = configuration.listen;
    const listening = await listen(footnote.fetch, host, port);
    onRelease(listening.close);
    const { reconciled } = await footnote.watch(buckets, { canaries: configuration.freshness.canary });
    const url = `http://${host.includes(":") ? `[${host}]` : host === "127.0.0.1" ? "localhost" : host}:${listening.port}`;
    onRelease(await announce(configuration.data, url));
    return {
      url,
      buckets,
      async settled() {
        await reconciled;
        await settled(statusOf(footnote), () => undefined);
      },
      close: release,
    };
  });
}

async function listen(
  fetch: (request: Request) => Response | Promise<Response>,
  hostname: string,
  port: number,
) {
  const listening = Promise.withResolvers<number>();
  const server = serve({ fetch, hostname, port }, (address) => listening.resolve(address.port));
  server.once("error", (cause: NodeJS.ErrnoException) => {
    if (cause.code !== "EADDRINUSE") return listening.reject(cause);
    listening.reject(
      new FootnoteError("port_in_use", `Port ${port} is already in use.`, {
        action: "Stop what uses it, or choose another one with --port PORT.",
        cause,
      }),
    );
  });
  return {
    port: await listening.promise,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        // Browsers keep idle connections open, and an answer that still streams has no reader any more.
        if ("closeAllConnections" in server) server.closeAllConnections();
      }),
  };
}
