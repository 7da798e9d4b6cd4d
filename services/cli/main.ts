import { inspect } from "node:util";
import { asFootnoteError, escapeUnseen, FootnoteError, showName } from "@footnote/contracts";
import { hideSecrets, loadConfiguration, readBucketOption, secretsOf } from "@footnote/runtime";
import { Command } from "commander";
import type { CommonOptions, Surroundings } from "./command.ts";
import { askCommand } from "./commands/ask.ts";
import { bucketCommand } from "./commands/bucket.ts";
import { cacheCommand } from "./commands/cache.ts";
import { completionCommand } from "./commands/completion.ts";
import { configCommand } from "./commands/config.ts";
import { confirmCommand } from "./commands/confirm.ts";
import { deadLettersCommand } from "./commands/dead-letters.ts";
import { evalCommand } from "./commands/eval/eval.ts";
import { historyCommand } from "./commands/history.ts";
import { indexCommand } from "./commands/index-command.ts";
import { ingestCommand } from "./commands/ingest.ts";
import { mcpCommand } from "./commands/mcp.ts";
import { modelsCommand } from "./commands/models.ts";
import { moveCommand } from "./commands/move.ts";
import { pipelineCommand } from "./commands/pipeline.ts";
import { reconcileCommand } from "./commands/reconcile.ts";
import { searchCommand } from "./commands/search.ts";
import { serveCommand } from "./commands/serve.ts";
import { statusCommand } from "./commands/status.ts";
import { unansweredCommand } from "./commands/unanswered.ts";
import { upCommand } from "./commands/up.ts";
import { watchCommand } from "./commands/watch.ts";
import { webhooksCommand } from "./commands/webhooks.ts";
import { mustBeWatched } from "./must-be-watched.ts";
import own from "./package.json" with { type: "json" };

const STOP_SIGNALS = ["SIGINT", "SIGTERM"] as const;

/** Of the configuration that holds, once it is known. */
let secrets: string[] = [];

const surroundings: Surroundings = {
  configurationOf: (options, port, file) => {
    const configuration = loadConfiguration({
      file,
      environment: process.env,
      directory: process.cwd(),
      overrides: {
        data: options.data,
        buckets: options.bucket?.map(readBucketOption),
        ...(port === undefined ? {} : { listen: { port: /^\d+$/.test(port) ? Number(port) : Number.NaN } }),
      },
    });
    secrets = secretsOf(configuration);
    return configuration;
  },
  stopped: () =>
    new Promise((resolve) => {
      const stop = () => {
        // A second signal of either kind then does what it does by itself: it ends the process at once.
        for (const signal of STOP_SIGNALS) process.off(signal, stop);
        resolve();
      };
      for (const signal of STOP_SIGNALS) process.on(signal, stop);
    }),
  endWithin(seconds) {
    const end = () => {
      process.stderr.write(
        "footnote: It did not stop in time and ends now; nothing that was acknowledged is lost.\n",
      );
      process.kill(process.pid, "SIGKILL");
    };
    setTimeout(end, seconds * 1_000).unref();
  },
};

/** Commands that ask a Footnote which runs, where one does: naming other buckets would change nothing. */
const LOOKS: readonly string[] = [
  "ask",
  "search",
  "status",
  "history",
  "dead-letters",
  "replay",
  "unanswered",
];

const program = new Command("footnote")
  .version(own.version, "--version", "say which Footnote this is")
  .description("Keeps documents answerable: every sentence of an answer opens the passage it came from.")
  .addHelpText(
    "after",
    '\nExample:\n  $ npx footnote up --bucket handbook=./documents\n  $ npx footnote ask "How many days of leave do I have?"',
  );
for (const create of [
  upCommand,
  watchCommand,
  serveCommand,
  askCommand,
  searchCommand,
  mcpCommand,
  statusCommand,
  historyCommand,
  deadLettersCommand,
  unansweredCommand,
  reconcileCommand,
  confirmCommand,
  bucketCommand,
  pipelineCommand,
  moveCommand,
  ingestCommand,
  indexCommand,
  modelsCommand,
  configCommand,
  cacheCommand,
  webhooksCommand,
  evalCommand,
])
  program.addCommand(create(surroundings));
program.addCommand(completionCommand(program));
program.hook("preAction", async (_, action) => {
  const options = action.optsWithGlobals<CommonOptions>();
  if (LOOKS.includes(action.name()) && options.bucket !== undefined)
    await mustBeWatched(surroundings.configurationOf(options), options.bucket);
});

try {
  // Whoever asks for nothing asks what there is.
  if (process.argv.length <= 2) program.outputHelp();
  else await program.parseAsync();
} catch (error) {
  const known = asFootnoteError(error);
  // What is no error of ours is a fault of the program: its stack is what helps then.
  if (!(error instanceof FootnoteError)) console.error(escapeUnseen(hideSecrets(inspect(error), secrets)));
  console.error(showName(hideSecrets(`footnote: ${known.message} ${known.action}`, secrets)));
  process.exitCode = 1;
}
