import { FootnoteError } from "@footnote/contracts";
import type { Command } from "commander";
import { type CommonOptions, command, type Surroundings } from "../command.ts";
import { isShared } from "../open-store.ts";
import { runUntilStopped } from "../start.ts";
import { needsServer } from "./serve.ts";

export function watchCommand(surroundings: Surroundings): Command {
  return command(
    "watch",
    "watch the buckets and read in what changes, and answer nothing: one of several processes on a Postgres server",
    "npx footnote watch --data ./watch --bucket policies=s3://policies --port 8081",
  )
    .option("--port <port>", "where it says how it is doing (default: 8080)")
    .action(async (options: CommonOptions & { port?: string }) => {
      const configuration = surroundings.configurationOf(options, options.port);
      if (!isShared(configuration)) throw needsServer("watch");
      if (configuration.buckets.length === 0)
        throw new FootnoteError("configuration_invalid", "There is no bucket to watch.", {
          action: "Name one: --bucket NAME=DIR, --bucket NAME=s3://…, or buckets in footnote.config.yaml.",
        });
      await runUntilStopped(configuration, "ingest", options.json, surroundings);
    });
}
