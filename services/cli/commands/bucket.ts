import type { Command } from "commander";
import { agreed } from "../agreed.ts";
import { type Client, postJson } from "../client.ts";
import { type CommonOptions, command, commandGroup, type Surroundings } from "../command.ts";
import { withClient } from "../with-client.ts";

interface Detached {
  readonly detached: string;
}

export function bucketCommand(surroundings: Surroundings): Command {
  return commandGroup(
    "bucket",
    "change what is answered from",
    "npx footnote bucket detach policies",
  ).addCommand(detachCommand(surroundings));
}

function detachCommand({ configurationOf }: Surroundings): Command {
  return command(
    "detach",
    "answer from a bucket no more whose Footnote is gone; what is known of it is kept",
    "npx footnote bucket detach policies",
  )
    .argument("<bucket>")
    .option("--yes", "do not ask")
    .action(async (bucket: string, options: CommonOptions & { yes?: true }) => {
      const configuration = configurationOf(options);
      const question = `Nobody will get answers from ${bucket} until a Footnote watches it again. Detach it?`;
      const isMeant = options.yes === true || (await agreed(question));
      if (isMeant)
        await withClient(configuration, options.json, (client) => detach(client, bucket), printDetached);
      else process.stderr.write("Nothing was changed.\n");
    });
}

function detach(client: Client, bucket: string): Promise<Detached> {
  return postJson(client, `/api/buckets/${encodeURIComponent(bucket)}/detach`, {});
}

function printDetached({ detached }: Detached): string {
  return `${detached} is not answered from any more. A Footnote that still watches it attaches it again when it is started next.`;
}
