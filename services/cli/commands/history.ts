import {
  type DocumentHistory,
  type KeptVersion,
  newsOf,
  type StageTimes,
  sayNote,
  showName,
} from "@footnote/contracts";
import type { Command } from "commander";
import { type CommonOptions, command, type Surroundings } from "../command.ts";
import { historyOf } from "../document-name.ts";
import { withClient } from "../with-client.ts";
import { countOf, duration, nameOf } from "../words.ts";

export function historyCommand({ configurationOf }: Surroundings): Command {
  return command(
    "history",
    "show what happened to one file: its state, its versions and when they were live, and how long each stage took",
    "npx footnote history policies/travel/abroad.md",
  )
    .argument(
      "<document>",
      "BUCKET/KEY as search prints it, KEY alone where one bucket has it, or an identifier",
    )
    .action((document: string, options: CommonOptions) =>
      withClient(
        configurationOf(options),
        options.json,
        (client) => historyOf(client, document),
        printHistory,
      ),
    );
}

function printHistory(history: DocumentHistory): string {
  const { problem, versions, identical } = history;
  const lines = [nameOf(history), stateWords(history)];
  if (problem !== null) lines.push(`   ${showName(problem.reason)} (${problem.stage}, ${problem.at})`);
  if (identical.length > 0) lines.push(`the same file is also ${identical.map(nameOf).join(", ")}`);
  if (versions.length === 0) lines.push("No version of it is kept.");
  return [...lines, ...versions.map(printVersion)].join("\n");
}

function stateWords({ state, problem, versions }: DocumentHistory): string {
  const isFound = versions.some(({ live }) => live.some(({ until }) => until === null));
  const meanwhile = isFound ? "until then its last version is found" : "until then nothing of it is found";
  switch (state) {
    case "live":
      return "live: its newest version is found.";
    case "queued":
      return `queued: it waits to be read; ${meanwhile}.`;
    case "failed":
      return `failed: it is tried again by itself at ${problem?.nextAttemptAt ?? "once"}; ${meanwhile}.`;
    case "skipped":
      return "skipped: there is nothing to read in it; it is read when it changes.";
    case "dead":
      return "dead: nothing of it is found until someone mends the file or replays it.";
  }
}

function printVersion({
  version,
  title,
  chunks,
  reused,
  answerableAfter,
  times,
  live,
  notes,
}: KeptVersion): string {
  const periods = live.map(({ from, until }) => `${from} to ${until ?? "now"}`);
  return [
    `version ${version}: ${title}`,
    `   live      ${periods.length === 0 ? "never" : periods.join(", ")}`,
    `   written   ${times.written}`,
    `   stages    ${stageWords(times)}`,
    `   in all    answerable after ${duration(answerableAfter)}`,
    `   chunks    ${countOf(chunks, "chunk")}, ${reused} of them not embedded again`,
    ...newsOf(notes).map((note) => `   read      ${sayNote(note)}`),
  ].join("\n");
}

const STAGES = ["claimed", "fetched", "parsed", "embedded", "live"] as const;

/** How long each stage took from the end of the one before, and when it all began. */
function stageWords(times: StageTimes): string {
  let before = Date.parse(times.noticed);
  const took = STAGES.map((stage) => {
    const at = Date.parse(times[stage]);
    const seconds = Math.max(0, (at - before) / 1000);
    before = at;
    return `${stage} +${duration(seconds)}`;
  });
  return `noticed ${times.noticed}, ${took.join(", ")}`;
}
