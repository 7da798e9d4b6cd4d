import { FootnoteError } from "@footnote/contracts";
import type { Command } from "commander";
import { type CommonOptions, command, type Surroundings } from "../command.ts";
import { isShared } from "../open-store.ts";
import { runUntilStopped } from "../start.ts";

export function serveCommand(surroundings: Surroundings): Command {
  return command(
    "serve",
    "answer questions, and watch nothing: one of several processes on a Postgres server",
    "npx footnote serve --data ./serve --port 8080",
  )
    .option("--port <port>", "where to listen (default: 8080)")
    .action(async (options: CommonOptions & { port?: string }) => {
      const configuration = surroundings.configurationOf(options, options.port);
      if (!isShared(configuration)) throw needsServer("serve");
      await runUntilStopped(configuration, "query", options.json, surroundings);
    });
}

/** Two processes cannot share what lies in a data directory. */
export function needsServer(name: string): FootnoteError {
  return new FootnoteError(
    "configuration_invalid",
    `footnote ${name} is one of several processes, and these need an index that they share.`,
    {
      action:
        "Set database.url (FOOTNOTE_DATABASE_URL) to a Postgres server, or run all in one process: npx footnote up.",
    },
  );
}
