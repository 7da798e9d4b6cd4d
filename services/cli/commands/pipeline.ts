import type { PipelineProgress } from "@footnote/contracts";
import type { Command } from "commander";
import { type Client, postJson } from "../client.ts";
import { type CommonOptions, command, commandGroup, type Surroundings } from "../command.ts";
import { withClient } from "../with-client.ts";
import { describePipeline, progressOf } from "../words.ts";

interface Pipelines {
  readonly pipelines: readonly PipelineProgress[];
}

/** Changing how documents are read, without a moment in which they are not answerable. */
export function pipelineCommand(surroundings: Surroundings): Command {
  return commandGroup(
    "pipeline",
    "see and change how documents are cut and embedded, while they stay answerable",
    "npx footnote pipeline status",
  )
    .addCommand(statusCommand(surroundings))
    .addCommand(switchCommand(surroundings))
    .addCommand(rollbackCommand(surroundings));
}

function statusCommand({ configurationOf }: Surroundings): Command {
  return command(
    "status",
    "show what serves each bucket, what is being built beside it and how far that is",
    "npx footnote pipeline status",
  ).action((options: CommonOptions) =>
    withClient(configurationOf(options), options.json, pipelines, printPipelines),
  );
}

function switchCommand({ configurationOf }: Surroundings): Command {
  return command(
    "switch",
    "switch all buckets to what was built for them; what a rollback put aside is built again",
    "npx footnote pipeline switch --force",
  )
    .option("--force", "also where documents failed in it (they become dead letters) or are not ready")
    .action((options: CommonOptions & { force?: true }) =>
      withClient(
        configurationOf(options),
        options.json,
        async (client) => {
          const body = { force: options.force === true, resume: true };
          const { switched } = await postJson<{ switched: string[] }>(client, "/api/pipelines/switch", body);
          return { switched, ...(await pipelines(client)) };
        },
        printSwitched,
      ),
    );
}

function rollbackCommand({ configurationOf }: Surroundings): Command {
  return command(
    "rollback",
    "go back to what served before the last switch, with the versions that are still kept",
    "npx footnote pipeline rollback",
  ).action((options: CommonOptions) =>
    withClient(
      configurationOf(options),
      options.json,
      async (client) => {
        const { rolledBack } = await postJson<{ rolledBack: string[] }>(
          client,
          "/api/pipelines/rollback",
          {},
        );
        return { rolledBack, ...(await pipelines(client)) };
      },
      printRolledBack,
    ),
  );
}

async function pipelines({ footnote }: Client): Promise<Pipelines> {
  return { pipelines: await footnote.pipelines() };
}

function printPipelines({ pipelines }: Pipelines): string {
  return pipelines.length === 0 ? "No bucket is watched yet." : pipelines.map(printPipeline).join("\n");
}

function printPipeline(progress: PipelineProgress): string {
  const { bucket, serving, next, previous, held } = progress;
  const lines = [bucket, `   serves    ${describePipeline(serving)}`];
  if (next !== null) lines.push(`   building  ${describePipeline(next)}: ${progressOf(progress)}`);
  if (previous !== null) lines.push(`   previous  ${describePipeline(previous)}`);
  if (held !== null) lines.push(`   held      ${describePipeline(held)}: put aside by a rollback`);
  return lines.join("\n");
}

function printSwitched({
  switched,
  pipelines,
}: Pipelines & { readonly switched: readonly string[] }): string {
  const waiting = pipelines.some(({ next }) => next !== null);
  const said =
    switched.length > 0
      ? `Switched: ${switched.join(", ")}.`
      : waiting
        ? "Nothing was switched: not every document is ready. A running Footnote builds the rest and switches by itself; --force does so now."
        : "Nothing was switched: nothing is being built. Change a bucket's chunking or the embedding in the settings and start Footnote with them.";
  return [said, printPipelines({ pipelines })].join("\n");
}

function printRolledBack({
  rolledBack,
  pipelines,
}: Pipelines & { readonly rolledBack: readonly string[] }): string {
  const said =
    rolledBack.length > 0
      ? `Rolled back: ${rolledBack.join(", ")}. The settings still ask for what was put aside; correct them, or build it again with npx footnote pipeline switch.`
      : "Nothing was rolled back: nothing was switched before.";
  return [said, printPipelines({ pipelines })].join("\n");
}
