import { type Problem, showName } from "@footnote/contracts";
import type { Command } from "commander";
import { allDeadLetters } from "../all-dead-letters.ts";
import { type CommonOptions, command, type Surroundings } from "../command.ts";
import { withClient } from "../with-client.ts";
import { countOf, nameOf } from "../words.ts";
import { replayCommand } from "./replay.ts";

export function deadLettersCommand(surroundings: Surroundings): Command {
  return command(
    "dead-letters",
    "list the files that cannot be read, with the reason, the stage and the time",
    "npx footnote dead-letters --json",
  )
    .action((options: CommonOptions) =>
      withClient(
        surroundings.configurationOf(options),
        options.json,
        async (client) => ({ deadLetters: await allDeadLetters(client) }),
        printDeadLetters,
      ),
    )
    .addCommand(replayCommand(surroundings));
}

function printDeadLetters({ deadLetters }: { deadLetters: readonly Problem[] }): string {
  if (deadLetters.length === 0) return "There are no dead letters.";
  return [
    ...deadLetters.map(
      ({ bucket, key, reason, stage, at }) =>
        `${nameOf({ bucket, key })}\n   ${showName(reason)}\n   (${stage}, ${at})`,
    ),
    `${countOf(deadLetters.length, "dead letter")}. A file that is mended is read again by itself; where the cause lay elsewhere: npx footnote dead-letters replay --all`,
  ].join("\n");
}
