import type { Configuration } from "@footnote/runtime";
import type { Command } from "commander";
import { type CommonOptions, command, type Surroundings } from "../command.ts";
import { runUntilStopped, type Started, start } from "../start.ts";

export function upCommand(surroundings: Surroundings): Command {
  return command(
    "up",
    "start Footnote: watch the buckets and open the web page",
    "npx footnote up --bucket policies=./policies --port 8080",
  )
    .option("--port <port>", "where to listen (default: 8080)")
    .action((options: CommonOptions & { port?: string }) =>
      runUntilStopped(
        surroundings.configurationOf(options, options.port),
        "both",
        options.json,
        surroundings,
      ),
    );
}

/** Starts Footnote: watches the buckets and listens. */
export function up(configuration: Configuration): Promise<Started> {
  return start(configuration, "both");
}
