import { FootnoteError } from "@footnote/contracts";
import { pullModel } from "@footnote/models";
import type { Command } from "commander";
import { type CommonOptions, command, commandGroup, type Surroundings } from "../command.ts";
import { pulledModels } from "../models.ts";

const HUB = "https://huggingface.co";
const NAME = /^[A-Za-z0-9][\w.-]{0,95}(\/[A-Za-z0-9][\w.-]{0,95})?$/;

/** Models that are not part of Footnote. */
export function modelsCommand(surroundings: Surroundings): Command {
  return commandGroup(
    "models",
    "get models that are not part of Footnote, such as rerankers",
    "npx footnote models pull Xenova/ms-marco-MiniLM-L-6-v2",
  ).addCommand(pullCommand(surroundings));
}

function pullCommand({ configurationOf }: Surroundings): Command {
  return command(
    "pull",
    "fetch a model from a hub into the data directory, and keep its checksums",
    "npx footnote models pull Xenova/ms-marco-MiniLM-L-6-v2",
  )
    .argument("<name>", "its name on the hub: owner/name")
    .option("--hub <url>", "a model hub that speaks Hugging Face's paths", HUB)
    .action(async (name: string, options: CommonOptions & { hub: string }) => {
      if (!NAME.test(name)) throw invalid(`${name} is no name of a model.`, "Write it like owner/name.");
      const { protocol } = URL.parse(options.hub) ?? {};
      if (protocol !== "https:" && protocol !== "http:")
        throw invalid("--hub is no address.", `Write it like ${HUB}.`);
      const pulled = await pullModel({
        hub: options.hub.replace(/\/+$/, ""),
        name,
        folder: pulledModels(configurationOf(options)),
        onFile: (file) => process.stderr.write(`${file.name}\n`),
      });
      process.stdout.write(options.json ? `${JSON.stringify(pulled)}\n` : `${sayPulled(name, pulled)}\n`);
    });
}

function sayPulled(name: string, { folder, wasThere }: { folder: string; wasThere: boolean }): string {
  return wasThere
    ? `${name} is there already, and whole: ${folder}`
    : `${name} lies in ${folder}. To rerank with it, set retrieval.reranker: { provider: cross-encoder, model: ${name} }.`;
}

function invalid(message: string, action: string): FootnoteError {
  return new FootnoteError("request_invalid", message, { action });
}
