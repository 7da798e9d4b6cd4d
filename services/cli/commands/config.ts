import { describeConfiguration, withoutSecrets } from "@footnote/runtime";
import type { Command } from "commander";
import { type CommonOptions, command, type Surroundings } from "../command.ts";

export function configCommand({ configurationOf }: Surroundings): Command {
  return command(
    "config",
    "print the configuration that holds, secrets hidden",
    "npx footnote config",
  ).action((options: CommonOptions) => {
    const configuration = configurationOf(options);
    process.stdout.write(
      options.json
        ? `${JSON.stringify(withoutSecrets(configuration))}\n`
        : describeConfiguration(configuration),
    );
  });
}
